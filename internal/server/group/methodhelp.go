package group

import (
	"net/http"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// ShowMethodHelp tells in short how improvement is worked with, and where in Samsyn.
func (h *Handlers) ShowMethodHelp(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	if !visitor.May(org.Discuss, 0) {
		return fault.ErrForbidden
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Metodstöd"), Content: view.MethodHelp(areaTrail(ctx), []view.MethodPart{
		{ID: "mal", Title: i18n.T(ctx, "Börja med vad som ska bli bättre"), Text: []string{
			i18n.T(ctx, "Säg vad som ska bli bättre, för vilka barn, hur mycket och till när. Säg också hur ni ska märka det: ett mått för resultatet, och gärna ett för att det nya arbetssättet verkligen används."),
			i18n.T(ctx, "Fråga varför innan ni frågar hur. Ett gapblad håller nuläge, mål och troliga orsaker bredvid varandra.")},
			Links: []ui.Link{{Text: i18n.T(ctx, "Målen"), URL: "/mal"}, {Text: i18n.T(ctx, "Gapblad"), URL: "/forbattring/gap"}}},
		{ID: "pdsa", Title: i18n.T(ctx, "Pröva i liten skala: PDSA"), Text: []string{
			i18n.T(ctx, "Planera: vad tror ni händer, och hur märks det? Gör: pröva med några barn eller under några dagar. Studera: blev det som ni trodde? Agera: behåll, ändra eller släpp."),
			i18n.T(ctx, "En omgång ska vara så liten att den går att göra den här veckan. Flera små omgångar lär mer än en stor.")},
			Links: []ui.Link{{Text: i18n.T(ctx, "Åtgärder, med PDSA-omgångar"), URL: "/forbattring"}}},
		{ID: "over-tid", Title: i18n.T(ctx, "Följ över tid"), Text: []string{
			i18n.T(ctx, "Två värden säger nästan inget: det går alltid upp eller ner. Rita värdena i tidsordning med medianen som linje. Många värden i rad på samma sida om linjen, eller en lång rad som bara stiger eller faller, är mer än slump."),
			i18n.T(ctx, "Skriv in när ni ändrade något. Då syns det i diagrammet om nivån flyttade sig då.")},
			Links: []ui.Link{{Text: i18n.T(ctx, "Signaler över tid"), URL: "/resultat/signaler"}}},
		{ID: "mellan", Title: i18n.T(ctx, "Jämför enheter med hänsyn till slumpen"), Text: []string{
			i18n.T(ctx, "En liten enhet hamnar lätt högt eller lågt av en slump. I ett trattdiagram är gränserna vidare för få barn och smalare för många. Det som ligger utanför gränserna är värt att förstå; det som ligger innanför ska inte rangordnas."),
			i18n.T(ctx, "Fråga först om siffran stämmer, sedan om barnen skiljer sig, och först därefter om vården gör det.")},
			Links: []ui.Link{{Text: i18n.T(ctx, "Variation mellan enheterna"), URL: "/resultat/variation"}}},
		{ID: "sprid", Title: i18n.T(ctx, "Behåll och sprid"), Text: []string{
			i18n.T(ctx, "När det fungerar: skriv hur ni gjorde, vad som var svårt och vad som krävdes. Bestäm vem som fortsätter att titta på måttet när projektet är slut.")},
			Links: []ui.Link{{Text: i18n.T(ctx, "Goda exempel"), URL: "/forbattring/exempel"}}},
	})})
}
