package words

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
)

var documentKinds = map[improvement.DocumentKind]string{
	improvement.ActionPlanDocument: i18n.Mark("Handlingsplan"),
	improvement.ReportDocument:     i18n.Mark("Rapport"),
	improvement.NotesDocument:      i18n.Mark("Minnesanteckningar"),
	improvement.AgreementDocument:  i18n.Mark("Överenskommelse"),
	improvement.ReferralDocument:   i18n.Mark("Remissväg"),
	improvement.TemplateDocument:   i18n.Mark("Mall"),
	improvement.OtherDocument:      i18n.Mark("Annat"),
}

// DocumentKind is what sort of document it is.
func DocumentKind(ctx context.Context, k improvement.DocumentKind) string {
	return i18n.T(ctx, documentKinds[k])
}

var documentsOfKind = map[improvement.DocumentKind]string{
	improvement.ActionPlanDocument: i18n.Mark("Handlingsplaner"),
	improvement.ReportDocument:     i18n.Mark("Rapporter"),
	improvement.NotesDocument:      i18n.Mark("Mötesanteckningar"),
	improvement.AgreementDocument:  i18n.Mark("Överenskommelser"),
	improvement.ReferralDocument:   i18n.Mark("Remissvägar"),
	improvement.TemplateDocument:   i18n.Mark("Mallar"),
	improvement.OtherDocument:      i18n.Mark("Andra dokument"),
}

// DocumentsOfKind is what several of the sort are called.
func DocumentsOfKind(ctx context.Context, k improvement.DocumentKind) string {
	return i18n.T(ctx, documentsOfKind[k])
}

var documentStates = map[improvement.DocumentState]string{
	improvement.DocumentDraft:     i18n.Mark("Utkast"),
	improvement.DocumentReviewed:  i18n.Mark("Granskad"),
	improvement.DocumentPublished: i18n.Mark("Publicerad"),
}

// DocumentState is how far a version has come.
func DocumentState(ctx context.Context, s improvement.DocumentState) string {
	return i18n.T(ctx, documentStates[s])
}

var documentReaders = map[improvement.DocumentReaders]string{
	improvement.ReadByGroup: i18n.Mark("Gruppen"),
	improvement.ReadByBody:  i18n.Mark("Gruppen och programområdet"),
	improvement.ReadByAll:   i18n.Mark("Alla, också utan inloggning"),
}

// DocumentReaders is who reads what is published of a document.
func DocumentReaders(ctx context.Context, r improvement.DocumentReaders) string {
	return i18n.T(ctx, documentReaders[r])
}

var linkKinds = map[improvement.LinkKind]string{
	improvement.GuidelineLink:     i18n.Mark("Riktlinje"),
	improvement.CareProgrammeLink: i18n.Mark("Vårdprogram"),
	improvement.RegisterLink:      i18n.Mark("Kvalitetsregister"),
	improvement.NationalPlanLink:  i18n.Mark("Nationellt programområdes plan"),
	improvement.PublicationLink:   i18n.Mark("Publikation"),
	improvement.ResearchLink:      i18n.Mark("Forskningsprojekt"),
	improvement.OtherLink:         i18n.Mark("Annan länk"),
}

// LinkKind is what sort of thing a link leads to.
func LinkKind(ctx context.Context, k improvement.LinkKind) string { return i18n.T(ctx, linkKinds[k]) }

var recipientDirections = map[improvement.RecipientDirection]string{
	improvement.TellUp:       i18n.Mark("Uppåt"),
	improvement.TellDown:     i18n.Mark("Nedåt"),
	improvement.TellSideways: i18n.Mark("Åt sidan"),
}

// RecipientDirection is which way from the group somebody is told.
func RecipientDirection(ctx context.Context, d improvement.RecipientDirection) string {
	return i18n.T(ctx, recipientDirections[d])
}

// auditDocument is a value the log keeps of documents, links and recipients, in words.
func auditDocument(ctx context.Context, key, value string) string {
	switch key {
	case "document_kind":
		return DocumentKind(ctx, improvement.DocumentKind(value))
	case "document_state":
		return DocumentState(ctx, improvement.DocumentState(value))
	case "document_readers":
		return DocumentReaders(ctx, improvement.DocumentReaders(value))
	case "link_kind":
		return LinkKind(ctx, improvement.LinkKind(value))
	}
	return RecipientDirection(ctx, improvement.RecipientDirection(value))
}
