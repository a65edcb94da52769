package report

import (
	"context"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
)

// formatWords are what a format is called, and what it is for.
func formatWords(ctx context.Context, f edition.FileFormat) (name, about string) {
	switch f {
	case edition.PDFFile:
		return i18n.T(ctx, "PDF"), i18n.T(ctx, "Att läsa, skicka och skriva ut. Kan också läsas upp.")
	case edition.WordFile:
		return i18n.T(ctx, "Word"), i18n.T(ctx, "Att klistra in i mottagarens rapport.")
	case edition.HTMLFile:
		return i18n.T(ctx, "Webbsida i en fil"), i18n.T(ctx, "Att läsa i webbläsaren utan nätverk, också i telefonen.")
	case edition.WorkbookFile:
		return i18n.T(ctx, "Excel"), i18n.T(ctx, "Alla tabeller, och varje resultat som en rad att räkna vidare på.")
	case edition.TablesFile:
		return i18n.T(ctx, "CSV"), i18n.T(ctx, "Samma tabeller som textfiler i en zip-fil, för andra program.")
	case edition.SlidesFile:
		return i18n.T(ctx, "Bildspel"), i18n.T(ctx, "Att visa på mötet i webbläsaren, utan nätverk.")
	case edition.HandoutFile:
		return i18n.T(ctx, "Bildspelet på papper"), i18n.T(ctx, "Bilderna med det som sägs om dem, att dela ut.")
	case edition.SummaryFile:
		return i18n.T(ctx, "Sammanfattning på en sida"), i18n.T(ctx, "För den som läser många rapporter.")
	case edition.UnitFile:
		return i18n.T(ctx, "Enhetens egen rapport"), i18n.T(ctx, "Enhetens resultat bredvid hela gruppens, att visa på kliniken.")
	case edition.ArchiveFile:
		return i18n.T(ctx, "PDF för arkivet"), i18n.T(ctx, "Att bevara (PDF/A-3), med tabellerna och rapportens data i filen.")
	}
	return string(f), ""
}

// fileStage is what is being done to a file, and how far it has come.
func fileStage(ctx context.Context, f report.File) string {
	text := ""
	switch f.Stage {
	case "charts":
		text = i18n.T(ctx, "Ritar diagrammen")
	case "reading", "writing":
		text = i18n.T(ctx, "Skriver rapporten")
	case "layingout":
		text = i18n.T(ctx, "Delar upp i sidor")
		if f.Total == 0 && f.Done > 0 {
			return i18n.T(ctx, "%s: sidan %d", text, f.Done)
		}
	case "drawing":
		text = i18n.T(ctx, "Ritar sidorna")
	case "picturing":
		text = i18n.T(ctx, "Lägger in figurerna")
	case "converting":
		text = i18n.T(ctx, "Gör om till Word")
	case "finishing":
		text = i18n.T(ctx, "Gör klart filen")
	}
	switch {
	case f.State == report.FileWaiting, f.Stage == "waiting", text == "":
		return i18n.T(ctx, "Väntar på sin tur")
	case f.Total > 0:
		return i18n.T(ctx, "%s: %d av %d", text, f.Done, f.Total)
	}
	return text
}

// fileProblem says why a file could not be made, and what to do.
func fileProblem(ctx context.Context, f edition.FileFormat, p edition.FileProblem) string {
	switch p {
	case edition.ProgramMissing:
		if f == edition.WordFile {
			return i18n.T(ctx, "Programmen som gör Word-filer (Pandoc och rsvg-convert) finns inte på servern. Be den som sköter Samsyn att installera dem.")
		}
		return i18n.T(ctx, "Programmet som gör PDF (WeasyPrint) finns inte på servern. Be den som sköter Samsyn att installera det.")
	case edition.TookTooLong:
		return i18n.T(ctx, "Filen blev inte klar i tid. Försök igen när servern har mindre att göra.")
	case edition.DiskFull:
		return i18n.T(ctx, "Disken är full på servern. Be den som sköter Samsyn att göra plats, och försök sedan igen.")
	case edition.FileTooLarge:
		return i18n.T(ctx, "Rapporten är för stor för serverns minne. Dela upp den, eller ta bort bilder.")
	case edition.Interrupted:
		return i18n.T(ctx, "Samsyn stoppades flera gånger medan filen gjordes. Försök igen.")
	}
	return i18n.T(ctx, "Filen gick inte att göra. Försök igen. Händer det igen: tala om det för den som sköter Samsyn, felet står i serverns logg.")
}
