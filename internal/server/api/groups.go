package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"samsyn/internal/org"
)

// Group is a programme group that the one who asks belongs to.
type Group struct {
	GroupRef
	HealthcareRegion string `json:"healthcare_region" doc:"Sjukvårdsregionen."`
	Access           string `json:"access" enum:"all,masked,none" doc:"Vad du får läsa: allt (all), resultat där små tal är dolda (masked) eller inga resultat (none)."`
	CollectionMonths int    `json:"collection_months" doc:"Hur många månader varje inrapportering gäller."`
	MaskingThreshold int    `json:"masking_threshold" doc:"Färre barn än så döljs för läsare utanför gruppen."`
	ReliabilityLimit int    `json:"reliability_limit" doc:"En nämnare under detta vilar på få barn."`
}

// Groups is the groups of the one who asks.
type Groups struct {
	Items []Group `json:"items" nullable:"false"`
}

func (h *Handlers) groups(api huma.API) {
	register(h, api, operation{"list-groups", "/groups", "Dina grupper", "Grupperna som du hör till, och vad du får läsa i dem."},
		func(_ context.Context, a asking, _ *struct{}) (Groups, error) {
			all := Groups{Items: []Group{}}
			for _, g := range a.Groups {
				all.Items = append(all.Items, Group{GroupRef: groupRef(g), HealthcareRegion: g.HealthcareRegionName, Access: access(a.Actor, g.ID),
					CollectionMonths: g.CollectionMonths, MaskingThreshold: g.MaskingThreshold, ReliabilityLimit: g.ReliabilityLimit})
			}
			return all, nil
		})
}

func access(actor org.Actor, group org.GroupID) string {
	switch {
	case !actor.May(org.ViewResults, group, 0):
		return "none"
	case actor.May(org.ViewUnmasked, group, 0):
		return "all"
	}
	return "masked"
}
