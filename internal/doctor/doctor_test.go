package doctor_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"samsyn/internal/config"
	"samsyn/internal/doctor"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testmail"
)

var noon = time.Date(2026, time.May, 4, 12, 0, 0, 0, time.UTC)

// well is a patient with nothing wrong but what the computer itself has.
func well() (doctor.Patient, *postgres.Inspection) {
	i := &postgres.Inspection{Server: 150018, Encoding: "UTF8", Bytes: 1e7, Role: postgres.RoleCheck{Exists: true},
		Work: &postgres.WorkCheck{Administrators: 2, People: 9, Groups: 1, LastBackup: noon.Add(-time.Hour), LastChange: noon}}
	return doctor.Patient{Config: config.Config{BaseURL: "https://samsyn.exempel.se", DataDir: "/tmp"}, DataDir: "/tmp", Now: func() time.Time { return noon },
		Database: func(context.Context) (postgres.Inspection, error) { return *i, nil },
		Log:      func(context.Context) (postgres.AuditCheck, error) { return postgres.AuditCheck{Rows: 7}, nil },
		Open:     func(context.Context) error { return nil }}, i
}

// said is all findings of a level, as text.
func said(t *testing.T, p doctor.Patient, level doctor.Level) string {
	t.Helper()
	var lines []string
	for _, f := range doctor.Examine(t.Context(), p) {
		if f.Level == level {
			lines = append(lines, f.Text)
		}
		if strings.Contains(f.Text, "%!") {
			t.Errorf("badly put: %s", f.Text)
		}
	}
	return strings.Join(lines, "\n")
}

func TestAllIsWell(t *testing.T) {
	p, _ := well()
	if wrong := said(t, p, doctor.Wrong); wrong != "" {
		t.Error(wrong)
	}
	fine := said(t, p, doctor.Fine)
	for _, want := range []string{"PostgreSQL 15.18", "schema är den här versionens", "kan inte ändra i loggen", "Inga jobb eller mejl", "2026-05-04 11:00", "GB är ledigt"} {
		if !strings.Contains(fine, want) {
			t.Errorf("%q is not said:\n%s", want, fine)
		}
	}
}

func TestEachFaultIsSaid(t *testing.T) {
	for want, change := range map[string]func(*doctor.Patient, *postgres.Inspection){
		"SAMSYN_ADDR: x": func(p *doctor.Patient, _ *postgres.Inspection) {
			p.Settings = &config.WrongError{Problems: []error{errors.New("SAMSYN_ADDR: x")}}
		},
		"databasen svarar inte": func(p *doctor.Patient, _ *postgres.Inspection) {
			p.Database = func(context.Context) (postgres.Inspection, error) {
				return postgres.Inspection{}, errors.New("databasen svarar inte")
			}
		},
		"kommer inte in": func(p *doctor.Patient, _ *postgres.Inspection) {
			p.Open = func(context.Context) error { return errors.New("nej") }
		},
		"är inte som den skrevs: 2 fel": func(p *doctor.Patient, _ *postgres.Inspection) {
			p.Log = func(context.Context) (postgres.AuditCheck, error) { return postgres.AuditCheck{Found: 2}, nil }
		},
		"Loggen går inte att kontrollera": func(p *doctor.Patient, _ *postgres.Inspection) {
			p.Log = func(context.Context) (postgres.AuditCheck, error) { return postgres.AuditCheck{}, errors.New("nej") }
		},
		"PostgreSQL 15 eller senare": func(_ *doctor.Patient, i *postgres.Inspection) { i.Server = 140001 },
		"LATIN1":                     func(_ *doctor.Patient, i *postgres.Inspection) { i.Encoding = "LATIN1" },
		"3 skadade block":            func(_ *doctor.Patient, i *postgres.Inspection) { i.Damaged = 3 },
		"skiljer sig 1m0s":           func(_ *doctor.Patient, i *postgres.Inspection) { i.Ahead = -time.Minute },
		"1 steg är kvar (00041.sql)": func(_ *doctor.Patient, i *postgres.Inspection) { i.Pending, i.Work = []string{"00041.sql"}, nil },
		"samsyn_app finns inte":      func(_ *doctor.Patient, i *postgres.Inspection) { i.Role.Exists = false },
		"NOSUPERUSER NOCREATEROLE":   func(_ *doctor.Patient, i *postgres.Inspection) { i.Role.Powers = []string{"SUPERUSER", "CREATEROLE"} },
		"äger tabeller (unit)":       func(_ *doctor.Patient, i *postgres.Inspection) { i.Role.Owns = []string{"unit"} },
		"kan ändra i ändringsloggen": func(_ *doctor.Patient, i *postgres.Inspection) { i.Role.AltersLog = true },
		"inte åt alla tabeller (x)":  func(_ *doctor.Patient, i *postgres.Inspection) { i.Role.Closed = []string{"x"} },
		"väntat i 90 minuter":        func(_ *doctor.Patient, i *postgres.Inspection) { i.Work.Waiting = 90 * time.Minute },
		"hållit på i 3 timmar":       func(_ *doctor.Patient, i *postgres.Inspection) { i.Work.Running = 3 * time.Hour },
		"mejl har väntat i 3 dagar":  func(_ *doctor.Patient, i *postgres.Inspection) { i.Work.MailWaiting = 73 * time.Hour },
		"rad från framtiden":         func(_ *doctor.Patient, i *postgres.Inspection) { i.Work.LastChange = noon.Add(time.Hour) },
		"Ingen som kan logga in":     func(_ *doctor.Patient, i *postgres.Inspection) { i.Work.Administrators = 0 },
		"både 1 grupper med exempel": func(_ *doctor.Patient, i *postgres.Inspection) { i.Work.Examples = 1 },
		"E-postservern svarar inte": func(p *doctor.Patient, _ *postgres.Inspection) {
			p.Config.SMTPURL, p.Config.MailFrom = "smtp://127.0.0.1:1", "a@b.se"
		},
	} {
		p, i := well()
		change(&p, i)
		if wrong := said(t, p, doctor.Wrong); !strings.Contains(wrong, want) || strings.Count(wrong, "\n") > 0 {
			t.Errorf("%q: %s", want, wrong)
		}
	}
	for want, change := range map[string]func(*doctor.Patient, *postgres.Inspection){
		"SAMSYN_ADR är ingen":    func(p *doctor.Patient, _ *postgres.Inspection) { p.Unknown = []string{"SAMSYN_ADR"} },
		"nås från andra datorer": func(p *doctor.Patient, _ *postgres.Inspection) { p.Config.AdminAddr = "0.0.0.0:9090" },
		"okrypterade":            func(p *doctor.Patient, _ *postgres.Inspection) { p.Config.BaseURL = "http://samsyn.exempel.se" },
		"en enda adress":         func(p *doctor.Patient, _ *postgres.Inspection) { p.Config.DatabaseURL = "postgres://h/d" },
		"DATABASE_URL går till en annan dator utan kryptering": func(p *doctor.Patient, _ *postgres.Inspection) {
			p.Config.DatabaseURL = "postgres://a@db.exempel.se/d?sslmode=disable"
		},
		"vem som svarar där kontrolleras inte": func(p *doctor.Patient, _ *postgres.Inspection) {
			p.Config.DatabaseOwnerURL = "postgres://a@db.exempel.se/d?sslmode=require"
		},
		"ingen databas ännu":       func(p *doctor.Patient, _ *postgres.Inspection) { p.Database = nil },
		"nyare Samsyn (schema 99)": func(_ *doctor.Patient, i *postgres.Inspection) { i.Newer = []int64{98, 99} },
		"2 jobb har getts upp":     func(_ *doctor.Patient, i *postgres.Inspection) { i.Work.Failed = 2 },
		"gick 1 mejl inte":         func(_ *doctor.Patient, i *postgres.Inspection) { i.Work.MailFailed = 1 },
		"inga konton ännu":         func(_ *doctor.Patient, i *postgres.Inspection) { i.Work.People = 0 },
		"Bara en person":           func(_ *doctor.Patient, i *postgres.Inspection) { i.Work.Administrators = 1 },
		"Allt här är exempeldata":  func(_ *doctor.Patient, i *postgres.Inspection) { i.Work.Examples, i.Work.Groups = 1, 0 },
		"Ingen säkerhetskopia":     func(_ *doctor.Patient, i *postgres.Inspection) { i.Work.LastBackup = time.Time{} },
		"12 dagar gammal":          func(_ *doctor.Patient, i *postgres.Inspection) { i.Work.LastBackup = noon.AddDate(0, 0, -12) },
	} {
		p, i := well()
		change(&p, i)
		if noted := said(t, p, doctor.Note); !strings.Contains(noted, want) {
			t.Errorf("%q: %s", want, noted)
		}
		if wrong := said(t, p, doctor.Wrong); wrong != "" {
			t.Errorf("%q is not that bad: %s", want, wrong)
		}
	}
}

func TestTheMailServerIsAsked(t *testing.T) {
	p, _ := well()
	server := testmail.New(t)
	p.Config.SMTPURL, p.Config.MailFrom = "smtp://"+server.Addr, "a@exempel.se"
	if fine := said(t, p, doctor.Fine); !strings.Contains(fine, "E-postservern svarar") {
		t.Error(fine)
	}
	if mails, _ := server.Mails(); len(mails) > 0 {
		t.Error("a mail was sent")
	}
}

func TestTheWorstCounts(t *testing.T) {
	for want, found := range map[doctor.Level][]doctor.Finding{doctor.Fine: nil, doctor.Note: {{Level: doctor.Note}, {Level: doctor.Fine}},
		doctor.Wrong: {{Level: doctor.Wrong}, {Level: doctor.Note}}} {
		if got := doctor.Worst(found); got != want {
			t.Errorf("%v: %v, want %v", found, got, want)
		}
	}
}
