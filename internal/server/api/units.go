package api

import (
	"context"
	"net/url"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"samsyn/internal/org"
)

// Unit is one reporting unit.
type Unit struct {
	Code          string `json:"code" doc:"Enhetens kod."`
	Name          string `json:"name"`
	ShortName     string `json:"short_name" doc:"Orten, för tabeller och diagram."`
	Hospital      string `json:"hospital"`
	Region        string `json:"region"`
	CareLevel     string `json:"care_level" enum:"highly_specialised,general,birth_site" doc:"Vårdnivå: högspecialiserad, övrig eller förlossning utan neonatalenhet."`
	Participation string `json:"participation" enum:"full,process_only" doc:"Lämnar resultat och processmått, eller bara processmått."`
	ActiveFrom    string `json:"active_from" format:"date"`
	ActiveTo      string `json:"active_to,omitempty" format:"date" doc:"Sista dagen. Saknas så länge enheten är med."`
}

// inGroup is a question about a list of a group's.
type inGroup struct {
	GroupPath
	Paging
}

func (h *Handlers) units(api huma.API) {
	register(h, api, operation{"list-units", "/groups/{group}/units", "Enheterna", "Gruppens enheter i gruppens egen ordning, också de som har slutat."},
		func(ctx context.Context, a asking, in *inGroup) (List[Unit], error) {
			list := newList[Unit](a)
			ds, err := h.Results.Plan(ctx, a.Actor, a.Group.ID)
			if err != nil || ds == nil {
				return list, err
			}
			list.Total = len(ds.Units)
			units, next := part(in.Paging, groupPath(a.Group, "/units"), url.Values{}, ds.Units)
			for _, u := range units {
				list.Items = append(list.Items, newUnit(u))
			}
			list.Next = next
			return list, nil
		})
}

// newList is an empty list of the group's.
func newList[T any](a asking) List[T] {
	return List[T]{Group: groupRef(a.Group), Masked: !a.May(org.ViewUnmasked, 0), Items: []T{}}
}

func newUnit(u org.Unit) Unit {
	unit := Unit{Code: u.Code, Name: u.Name, ShortName: u.ShortName, Hospital: u.HospitalName, Region: u.RegionName,
		CareLevel: string(u.CareLevel), Participation: string(u.Participation), ActiveFrom: u.ActiveFrom.Format(time.DateOnly)}
	if u.ActiveTo != nil {
		unit.ActiveTo = u.ActiveTo.Format(time.DateOnly)
	}
	return unit
}
