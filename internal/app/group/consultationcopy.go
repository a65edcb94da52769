package group

import (
	"context"
	"fmt"
	"strings"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// consultationCopy is the answer as it left the group, with the regions' views beneath it:
// Markdown in Swedish, as the answer is. It is made once and kept.
func consultationCopy(group org.Group, p ConsultationPage) []byte {
	swedish := i18n.WithLanguage(context.Background(), i18n.Swedish)
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("**Remissvar från %s**", group.Line())
	line("")
	if group.ExampleData {
		line("*Exempeldata: påhittat för att visa hur Samsyn fungerar.*")
		line("")
	}
	line("- Remiss: %s", p.Title)
	line("- Från: %s", p.Sender)
	for _, f := range p.Files {
		line("- Fil: %s (SHA-256 %x)", f.Name, f.SHA256)
	}
	line("- Mottagen: %s", i18n.LongDate(swedish, p.ReceivedOn))
	line("- Skickat till: %s, %s", p.SentTo, i18n.LongDate(swedish, *p.SentOn))
	line("- Godkänt av: %s, %s", p.ApprovedByName, i18n.LongDate(swedish, p.ApprovedAt.In(i18n.Location())))
	line("")
	line("**Svar**")
	line("")
	line("%s", strings.TrimSpace(p.Answer))
	line("")
	line("**Regionernas synpunkter**")
	for _, v := range p.Views {
		line("")
		name := v.Region.Name
		if name == "" {
			name = "Region som inte längre är med"
		}
		switch v.State {
		case improvement.ViewGiven:
			late := ""
			if v.Late {
				late = ", efter gruppens sista dag"
			}
			line("*%s, %s %s%s*", name, v.WrittenByName, i18n.LongDate(swedish, v.GivenAt.In(i18n.Location())), late)
			line("")
			line("%s", strings.TrimSpace(v.Body))
		case improvement.ViewRefrains:
			line("*%s avstår från att lämna synpunkter.*", name)
		default:
			line("*%s har inte lämnat synpunkter.*", name)
		}
	}
	return []byte(b.String())
}
