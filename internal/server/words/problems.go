package words

import (
	"context"
	"fmt"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/plausibility"
)

// problems is the sentence for each code of a fault.Problem. Every %s takes one
// of the problem's args, in their order, already written the Swedish way.
var problems = map[string]string{
	"required":            i18n.Mark("Fyll i uppgiften."),
	"too_long":            i18n.Mark("Texten är för lång. Skriv högst %s tecken."),
	"not_a_number":        i18n.Mark("Skriv ett tal, till exempel 12 eller 12,5."),
	"not_whole":           i18n.Mark("Skriv ett heltal, utan decimaler."),
	"negative":            i18n.Mark("Talet får inte vara mindre än noll."),
	"too_large":           i18n.Mark("Talet är för stort."),
	"out_of_range":        i18n.Mark("Talet ska vara mellan %s och %s."),
	"year_limits":         i18n.Mark("Skriv ett år från %s till %s, med fyra siffror."),
	"nomination_has_team": i18n.Mark("Det finns redan ett förbättringsteam från den nomineringen."),
	"unknown_choice":      i18n.Mark("Välj ett av alternativen."),
	"choice_required":     i18n.Mark("Välj ett av alternativen."),
	"receiver_required":   i18n.Mark("Välj minst en mottagare."),
	"icd10_code":          i18n.Mark("”%s” är ingen kod i ICD-10-SE. Skriv som P22.0 eller Q20–Q28, med komma mellan."),
	"gestation_invalid":   i18n.Mark("Skriv graviditetslängden som veckor och dagar, till exempel 28+0."),
	"date_invalid":        i18n.Mark("Skriv datumet som år-månad-dag, till exempel 2026-02-28."),
	"date_order":          i18n.Mark("Slutdatumet kan inte vara före startdatumet."),
	"date_limits":         i18n.Mark("Välj ett datum från %s till %s."),
	"date_past":           i18n.Mark("Datumet har redan varit. Välj ett senare datum."),

	"package_years":   i18n.Mark("Välj ett slutår från startåret och framåt, högst %s år sammanlagt."),
	"too_many_rows":   i18n.Mark("Det är för många rader. Skriv högst %s."),
	"parts_few":       i18n.Mark("En uppdelning behöver minst två delar, så att varje barn hör till någon av dem."),
	"part_used":       i18n.Mark("Delen har siffror och kan inte tas bort eller byta kod. Avsluta den i stället."),
	"part_from_used":  i18n.Mark("Delen har redan siffror från perioder utanför tiden. Välj andra dagar."),
	"first_of_period": i18n.Mark("Välj den första dagen i en period."),
	"divided_already": i18n.Mark("Måttet har redan siffror. Lägg till ett nytt mått för att dela upp barnen på ett annat sätt."),

	"round_after_report":   i18n.Mark("Enheterna behöver svara innan årets material lämnas, %s. Välj en tidigare dag."),
	"round_short":          i18n.Mark("Det är mindre än en vecka kvar till dess. Välj en senare dag, eller kryssa i rutan om enheterna ska svara på så kort tid."),
	"confirmed_with_words": i18n.Mark("Ni har skrivit synpunkter. Välj Skicka synpunkter, eller töm fälten om ni bara vill bekräfta."),
	"nothing_to_send":      i18n.Mark("Det finns inget skrivet att skicka. Skriv en synpunkt, eller välj Det stämmer."),

	"outcome_has_team":      i18n.Mark("Ett förbättringsteam är bildat av nomineringen, så den är fortfarande vald."),
	"outcome_brought_along": i18n.Mark("Nomineringen har tagits med till en senare omgång, så den är fortfarande sparad."),
	"unit_has_figures":      i18n.Mark("%s har lämnat siffror i teamet och kan inte tas bort."),
	"unit_has_local_team":   i18n.Mark("%s har personer i sitt lokala team. Ta bort dem först om enheten inte ska vara med."),
	"measure_has_figures":   i18n.Mark("Enheter har lämnat siffror för måttet, så det kan inte tas bort."),
	"only_for_local":        i18n.Mark("Enhet anges bara för den som är med i en enhets lokala team."),
	"team_numerator":        i18n.Mark("Täljaren ska vara mellan noll och nämnaren."),
	"team_figure_emptied":   i18n.Mark("En siffra som är sparad kan inte tömmas. Rätta den, eller ange varför den saknas."),

	"support_of_oneself": i18n.Mark("Välj en annan enhet än er egen."),
	"support_of_nobody":  i18n.Mark("Ingen där kan svara just nu. Välj någon annan."),
	"date_before_fixed":  i18n.Mark("Dagen är före den då utgåvan fastställdes. Välj den dagen eller en senare."),
	"too_many_receivers": i18n.Mark("Det är för många mottagare på en gång. Skriv högst %s."),
	"date_future":        i18n.Mark("Datumet har inte varit än. Välj dagens datum eller ett tidigare."),
	"action_begun":       i18n.Mark("Åtgärden har börjat och är inte längre bara planerad. Välj ett annat läge, eller ta bort datumet."),

	"personal_number": i18n.Mark("Texten ser ut att innehålla ett personnummer eller samordningsnummer. Ta bort det, och skriv inget som ett barn eller en förälder kan kännas igen på."),

	"numerator_exceeds_denominator": i18n.Mark("Täljaren kan inte vara större än nämnaren."),
	"exposure_required":             i18n.Mark("Nämnaren ska vara större än noll när det finns händelser."),
	"reason_required":               i18n.Mark("Välj varför uppgiften saknas."),
	"mean_of_nobody":                i18n.Mark("Medelvärdet ska vara tomt när antalet är noll."),
	"sd_of_one":                     i18n.Mark("Standardavvikelse kräver minst två mätvärden."),

	"figure_required":        i18n.Mark("Fyll i uppgiften, eller ange varför den saknas."),
	"value_and_missing":      i18n.Mark("Här finns både en uppgift och en orsak till att den saknas. Ta bort det ena."),
	"comment_alone":          i18n.Mark("En kommentar kan inte stå ensam. Fyll i uppgiften, eller ange varför den saknas."),
	"approved_not_emptied":   i18n.Mark("Siffran är godkänd och kan inte tömmas. Ange varför den saknas i stället."),
	"change_reason_required": i18n.Mark("Siffran var godkänd. Skriv varför den ändras."),
	"sent_back_unchanged":    i18n.Mark("Siffran är återlämnad. Rätta den, eller svara med en kommentar."),
	"date_taken":             i18n.Mark("Det finns redan en ändring från den dagen."),
	"period_not_ended":       i18n.Mark("Perioden pågår till och med %s. Lämna in när den är slut."),
	"changed_by_others":      i18n.Mark("Någon annan har ändrat uppgiften medan du skrev. Välj vilken som ska gälla."),
	"confirm_required":       i18n.Mark("Kryssa i rutan för att bekräfta."),

	"no_limit_of_yes": i18n.Mark("Ett ja eller nej har ingen gräns. Lämna fältet tomt."),

	"reason_taken":      i18n.Mark("Orsaken finns redan i listan."),
	"reason_out_of_use": i18n.Mark("Orsaken finns redan, men är tagen ur bruk. Ta den i bruk igen."),
	"reason_used":       i18n.Mark("Orsaken står vid siffror, så orden ändras inte. Lägg till en ny orsak i stället."),
	"last_reason":       i18n.Mark("Minst en orsak måste finnas att välja. Lägg till en annan först."),

	"rule_exists":         i18n.Mark("Regeln finns redan, kanske ur bruk. Ändra den i stället."),
	"rule_same_term":      i18n.Mark("Det är samma sak på båda sidor. Välj ett annat mått eller en annan del."),
	"rule_periods_differ": i18n.Mark("Måtten lämnas olika ofta, så siffrorna handlar aldrig om samma tid. Välj ett annat mått."),
	"rule_strata_differ":  i18n.Mark("Måtten delas upp på olika grupper av barn och kan inte jämföras. Välj ett annat mått."),
	"rule_of_words":       i18n.Mark("Måttet har inget tal att jämföra. Välj ett annat mått."),
	"part_not_there":      i18n.Mark("Måttet har inte den delen. Ett antal har bara ett värde, ett medelvärde ingen täljare."),

	"promise_required":   i18n.Mark("Välj minst ett patientlöfte."),
	"span_three_to_five": i18n.Mark("Ett långsiktigt mål ska löpa över tre till fem år."),
	"email_taken":        i18n.Mark("E-postadressen används redan."),
	"hsa_id_taken":       i18n.Mark("En annan person har redan det HSA-id:t."),
	"hsa_id_invalid":     i18n.Mark("Skriv HSA-id som SE, tio siffror, bindestreck och bokstäver eller siffror, till exempel SE2321000000-1A2B."),
	"one_convener":       i18n.Mark("Gruppen har redan en sammanställande."),
	"code_taken":         i18n.Mark("Koden används redan."),
	"version_exists":     i18n.Mark("Det finns redan en definition som gäller från det datumet."),

	"page_not_public":   i18n.Mark("Skriv adressen som den står i webbläsaren, till en av sidorna som alla får läsa. Fältet kan också lämnas tomt."),
	"email_invalid":     i18n.Mark("Skriv en e-postadress, till exempel namn@exempel.se."),
	"sign_in_failed":    i18n.Mark("E-postadressen eller lösenordet stämmer inte."),
	"braked":            i18n.Mark("Vänta %s min och försök igen."),
	"braked_new_way":    i18n.Mark("Vänta %s min och försök igen. Från en dator där du har loggat in förut går det bra redan nu."),
	"code_wrong":        i18n.Mark("Koden stämmer inte. Vänta på nästa kod i appen och försök igen. Stämmer den fortfarande inte går telefonens klocka fel."),
	"code_used":         i18n.Mark("Koden är redan använd. Vänta på nästa kod i appen."),
	"recovery_wrong":    i18n.Mark("Reservkoden stämmer inte, eller är redan använd."),
	"password_wrong":    i18n.Mark("Lösenordet stämmer inte."),
	"password_short":    i18n.Mark("Välj ett längre lösenord. Det ska ha minst %s tecken."),
	"password_common":   i18n.Mark("Lösenordet är för lätt att gissa. Välj ett annat, gärna en mening som bara du kommer på."),
	"password_personal": i18n.Mark("Lösenordet liknar ditt namn, din e-postadress eller Samsyns namn. Välj något som andra inte kan gissa."),
	"invited_elsewhere": i18n.Mark("Personen har också roller utanför gruppen. Be systemförvaltaren skicka inbjudan."),
	"passwords_differ":  i18n.Mark("Lösenorden är olika. Skriv samma lösenord två gånger."),
	"role_required":     i18n.Mark("Välj en roll."),

	"role_within":            i18n.Mark("Det anges bara för läsare utanför gruppen."),
	"coordinator_already":    i18n.Mark("Personen är redan sammanställande."),
	"coordinator_not_member": i18n.Mark("Sammanställande är någon av gruppens medlemmar. Ge först personen en roll vid en enhet, som ordförande eller som processtöd."),
	"phone_invalid":          i18n.Mark("Skriv ett telefonnummer, till exempel 010-123 45 67."),
	"role_of_installation":   i18n.Mark("Rollen gäller hela systemet. Välj ingen grupp."),
	"role_of_group":          i18n.Mark("Rollen gäller hela gruppen. Välj ingen enhet."),
	"role_held":              i18n.Mark("Personen har redan den rollen under den tiden."),
	"no_account":             i18n.Mark("Det finns inget konto med den adressen. Be systemförvaltaren (%s) lägga till personen först."),
	"no_password":            i18n.Mark("%s har inget lösenord än och kan inte logga in. Be systemförvaltaren (%s) ge ett först."),
	"account_closed":         i18n.Mark("Kontot för %s är avslutat. Be systemförvaltaren öppna det först."),
	"deputy_already":         i18n.Mark("Personen är redan ersättare för enheten från %s till %s. Ändra sista dagen där i stället."),
	"reports_already":        i18n.Mark("Personen rapporterar redan för enheten under den tiden."),
	"deputy_too_long":        i18n.Mark("En ersättare utses för högst ett år i taget. Välj en dag till och med %s."),
	"group_required":         i18n.Mark("Välj en grupp."),
	"unit_required":          i18n.Mark("Välj en enhet."),
	"unit_of_another_group":  i18n.Mark("Enheten hör till en annan grupp."),
	"too_many_tokens":        i18n.Mark("Du har redan %s nycklar. Ta bort en som inte behövs först."),
	"too_many_passkeys":      i18n.Mark("Du har redan %s lösennycklar. Ta bort en som inte behövs först."),
	"token_name_taken":       i18n.Mark("Du har redan en nyckel med det namnet. Välj ett annat namn."),
	"last_administrator":     i18n.Mark("Det måste finnas minst en systemförvaltare. Ge någon mer rollen först."),

	"former_taken":       i18n.Mark("Namnet finns redan i listan."),
	"group_code_letters": i18n.Mark("Gruppens kod får bara ha små bokstäver a–z, siffror och bindestreck."),
	"code_from_name":     i18n.Mark("Det går inte att göra en kod av namnet. Skriv en kod."),
	"name_for_account":   i18n.Mark("Det finns inget konto med den adressen. Skriv personens namn så skapas ett."),
	"role_not_given":     i18n.Mark("Rollen ges av systemförvaltaren."),
	"collection_settled": i18n.Mark("Det finns redan siffror. Hur ofta de lämnas går inte att ändra här."),
	"choose_any":         i18n.Mark("Kryssa för minst en."),

	"unknown_place": i18n.Mark("De här orden inom klamrar betyder inget: %s. Rätta dem eller ta bort klamrarna."),
	"days_invalid":  i18n.Mark("Skriv hela dagar med komma emellan, till exempel 7, 1."),
	"too_many_days": i18n.Mark("Det är för många dagar. Välj högst %s."),

	"members_order":         i18n.Mark("Det högsta antalet kan inte vara mindre än det lägsta."),
	"ends_before_start":     i18n.Mark("Mötet slutar innan det börjar. Ändra en av tiderna."),
	"clock_invalid":         i18n.Mark("Skriv tiden som 09:30. Den ska finnas den dagen."),
	"link_https":            i18n.Mark("Skriv hela adressen, som börjar med https://."),
	"link_page_or_https":    i18n.Mark("Skriv adressen till en sida i Samsyn, eller hela adressen med https:// först."),
	"views_after_due":       i18n.Mark("Gruppens egen sista dag kan inte vara efter avsändarens."),
	"nothing_and_interests": i18n.Mark("Du har både kryssat att du inte har något att uppge och skrivit något. Ta bort det ena."),
	"declaration_empty":     i18n.Mark("Skriv vad du har att uppge, eller kryssa i att du inte har något."),
	"term_taken":            i18n.Mark("En annan period är redan planerad under de dagarna."),
	"extension_not_later":   i18n.Mark("Den nya sista dagen ska vara senare än den som gäller nu."),
	"already_named":         i18n.Mark("Personen är redan med."),
	"declaration_there":     i18n.Mark("Det finns redan en jävsdeklaration, skriven utan konto. Bara den som handlägger deklarationer kan koppla ett konto till den, och inte sitt eget."),
	"recipient_ended":       i18n.Mark("%s finns inte längre bland mottagarna. Ingen är antecknad och inga brev har gått: spara igen med dem som är kvar."),
	"another_person":        i18n.Mark("Det går inte att byta till någon annan här: jävsdeklarationen hör till personen. Lägg till en ny person i stället."),
	"person_and_name":       i18n.Mark("Välj en person eller skriv ett namn, inte både och."),

	"link_within":        i18n.Mark("Skriv adressen till en sida i Samsyn, till exempel /resultat/signaler."),
	"agenda_line_long":   i18n.Mark("En rad är för lång. Skriv varje punkt kort, med högst 200 tecken."),
	"decision_has_tasks": i18n.Mark("Beslutet har uppgifter och kan inte tas bort. Ta bort uppgifterna först."),

	"code_letters":          i18n.Mark("Koden får bara ha bokstäverna a–z, siffror, bindestreck och understreck."),
	"indicator_taken":       i18n.Mark("Måttet hör redan till ett annat mål för året."),
	"indicator_has_figures": i18n.Mark("Det finns siffror inlämnade för ”%s”. Måttet måste vara kvar det här året."),
	"needs_new_definition":  i18n.Mark("Det finns redan siffror. Att ändra riktning, period, skala eller enhet för frekvensen kräver en ny definition."),
	"version_not_latest":    i18n.Mark("Den nya definitionen ska börja gälla efter den senaste, som gäller från %s."),
	"direction_of_words":    i18n.Mark("Text och ja eller nej har ingen riktning. Välj ”Varken högre eller lägre är bättre”."),
	"only_for_rate":         i18n.Mark("Fyll bara i detta för en frekvens."),
	"only_for_scale":        i18n.Mark("Fyll bara i detta för medelvärden och poäng."),
	"scale_order":           i18n.Mark("Skalans högsta värde ska vara större än det lägsta."),
	"not_period_start":      i18n.Mark("Definitionen ska gälla från första dagen i en period."),
	"challenging_not_above": i18n.Mark("Den utmanande nivån ska vara högre än målvärdet."),
	"challenging_not_below": i18n.Mark("Den utmanande nivån ska vara lägre än målvärdet."),
	"challenging_of_range":  i18n.Mark("Ett intervall har ingen utmanande nivå. Lämna fältet tomt."),
	"year_locked":           i18n.Mark("Målen för %s är låsta sedan %s. De som beslutar om målen kan öppna året igen, med ett skäl."),
	"year_without_goals":    i18n.Mark("Året har inga mål att låsa."),
	"indicator_required":    i18n.Mark("Välj minst ett mått som visar om målet nås."),
	"goal_retired":          i18n.Mark("Gruppen har beslutat att inte gå vidare med det målet."),
	"not_raised":            i18n.Mark("Inget av måtten kräver mer än förra året. Höj ett målvärde, eller välj att behålla målet som det är."),
	"date_to_come":          i18n.Mark("Dagen har inte varit än. Skriv i dag eller en tidigare dag."),
	"only_for_value_target": i18n.Mark("Fyll bara i ett målvärde när målet är ett värde att nå."),
	"lowest_above_target":   i18n.Mark("Den lägre gränsen ska vara lägre än målvärdet."),
	"highest_below_target":  i18n.Mark("Den övre gränsen ska vara högre än målvärdet."),
	"decision_exists":       i18n.Mark("Det finns redan ett sådant beslut om perioden. Ta tillbaka det först."),
	"only_for_phase":        i18n.Mark("Fyll bara i detta när nivån räknas på nytt."),
	"range_order":           i18n.Mark("Intervallets högsta värde ska vara större än det lägsta."),

	"round_exists":         i18n.Mark("Det finns redan en omgång för året."),
	"round_long":           i18n.Mark("En omgång är öppen högst ett år. Välj en tidigare sista dag."),
	"round_decided_early":  i18n.Mark("Beslutet kommer efter sista dagen. Välj en senare dag."),
	"round_not_later":      i18n.Mark("Välj en dag efter den sista dag som gäller nu."),
	"round_decided_before": i18n.Mark("Dagen är före den då omgången öppnade."),
	"criterion_required":   i18n.Mark("Kryssa i minst ett av de två kriterierna, och skriv varför."),
	"criterion_measures":   i18n.Mark("Välj minst ett mått, så hämtas siffrorna därifrån."),
	"too_many_experts":     i18n.Mark("Skriv högst %s personer."),
	"team_too_long":        i18n.Mark("Ett team arbetar högst %s år. Välj en tidigare dag."),
	"views_missing":        i18n.Mark("Synpunkter saknas från %s. Kryssa i rutan om svaret ska lämnas ändå."),
	"outcome_required":     i18n.Mark("Välj vad som beslutades."),
	"teams_other_number":   i18n.Mark("Omgången gäller %s team. Valda nomineringar: %s. Kryssa i rutan om gruppen beslutade så."),

	"sign_or_measure":           i18n.Mark("Skriv hur ni ser att målet är nått, eller välj ett mått."),
	"threshold_without_measure": i18n.Mark("Välj vilket mått värdet gäller."),
	"no_value_to_reach":         i18n.Mark("Måttet har inget håll som är bättre, så det finns inget värde att nå. Skriv i ord i stället."),
	"say_why":                   i18n.Mark("Skriv vad som hände, så att andra kan lära av det."),
	"year_outside_goal":         i18n.Mark("Välj ett år från %s till %s, som det långsiktiga målet gäller."),
	"measure_tells":             i18n.Mark("Delmålet har ett mått, så siffrorna visar om det nås."),
	"milestone_exists":          i18n.Mark("Det finns redan ett sådant delmål för året."),
	"milestone_outside":         i18n.Mark("Det finns ett delmål för %s. Ta bort eller flytta det först."),
	"region_required":           i18n.Mark("Välj vilken region som har satt målet."),
	"only_for_region":           i18n.Mark("Välj bara en region när det är en regions mål."),
	"parent_lower":              i18n.Mark("Ett mål kan bara tjäna ett mål på samma nivå eller högre."),
	"parent_circle":             i18n.Mark("Då skulle målen tjäna varandra i en cirkel. Välj ett annat mål."),
	"measure_twice":             i18n.Mark("Måttet är redan valt ovanför. Välj ett annat, eller lämna raden tom."),
	"measured_after_all":        i18n.Mark("Målet har mått här ovanför. Ta bort dem, eller lämna fältet tomt."),
	"has_goals_below":           i18n.Mark("Andra mål tjänar det här målet. Ta bort eller flytta dem först."),
	"year_order":                i18n.Mark("Det sista året kan inte vara före det första."),
	"began_required":            i18n.Mark("Fyll i när det började. Dagen märks ut i diagrammet, och tiden före och efter jämförs."),
	"needed_by_others":          i18n.Mark("Fyll i innan ni publicerar. Andra behöver det för att kunna göra likadant."),
	"contact_required":          i18n.Mark("Välj vem andra kan fråga, eller skriv det med ord."),
	"too_many_headings":         i18n.Mark("Det är för många avsnitt. Skriv högst %s."),
	"unlikely_day":              i18n.Mark("Dagen ligger långt från rapportens år. Skriv till exempel 2026-02-15."),
	"too_many_tags":             i18n.Mark("Det är för många taggar. Skriv högst %s."),

	"phases_open":     i18n.Mark("En fas är inte stängd. Stäng den först, eller avbryt införandet."),
	"criteria_left":   i18n.Mark("Alla klarkriterier är inte uppfyllda. Skriv varför fasen stängs ändå."),
	"same_day":        i18n.Mark("Det är samma dag som nu. Välj en annan."),
	"too_long_days":   i18n.Mark("Det blir för lång tid. Välj en dag så att fasen är högst %s dagar."),
	"too_many_chosen": i18n.Mark("Det är för många val. Välj högst %s."),
	"too_many_lines":  i18n.Mark("Det är för många rader. Skriv högst %s."),
	"in_team":         i18n.Mark("Personen är redan med i kärntruppen."),
	"units_required":  i18n.Mark("Välj minst en enhet som berörs."),

	"attachment_required": i18n.Mark("Välj en fil att bifoga."),
	"attachment_empty":    i18n.Mark("Filen är tom. Välj en annan fil."),
	"attachment_type":     i18n.Mark("Filen är inte av ett slag som går att bifoga. Välj PDF, PNG, JPEG, Word (.docx), Excel (.xlsx), PowerPoint (.pptx) eller OpenDocument (.odt)."),
	"attachment_macros":   i18n.Mark("Filen innehåller makron och går inte att bifoga. Spara den utan makron, eller som PDF, och försök igen."),
	"attachment_name":     i18n.Mark("Filens namn ser ut att innehålla ett personnummer eller samordningsnummer. Byt namn på filen, och se till att den inte handlar om ett barn eller en förälder som går att känna igen."),
	"file_there":          i18n.Mark("Filen finns här redan."),
	"attached_already":    i18n.Mark("Filen är redan bifogad, som ”%s”."),
	"document_empty":      i18n.Mark("Skriv en text eller lägg in en fil först."),
	"too_many_follow_ups": i18n.Mark("Det är för många uppföljningar. Skriv högst %s."),
	"follow_up_months":    i18n.Mark("Skriv hela månader från 1 till %s, den kortaste tiden först: 6, 12."),
	"method_overtaken":    i18n.Mark("%s skrev något nytt om enheten %s. Läget som står här är det nya: välj igen om det ska ändras."),

	"too_many_attachments": i18n.Mark("Det går att bifoga högst %s filer. Ta bort någon först."),
	"attachment_too_large": i18n.Mark("Filen är för stor. Den får vara högst %s MB."),
}

// unknownProblem is shown for a code without a sentence, which a test prevents.
var unknownProblem = i18n.Mark("Uppgiften stämmer inte. Kontrollera den.")

// Problem is the sentence the user reads about one problem.
func Problem(ctx context.Context, p fault.Problem) string {
	sentence, known := problems[p.Code]
	if !known {
		return i18n.T(ctx, unknownProblem)
	}
	args := make([]any, len(p.Args))
	for i, arg := range p.Args {
		args[i] = written(ctx, arg)
	}
	return i18n.T(ctx, sentence, args...)
}

// written writes a problem's arg the way the reader's language does.
func written(ctx context.Context, arg any) string {
	switch v := arg.(type) {
	case string:
		return v
	case int:
		return i18n.Integer(ctx, int64(v))
	case int64:
		return i18n.Integer(ctx, v)
	case float64:
		decimals := 0
		for v*pow10(decimals) != float64(int64(v*pow10(decimals))) && decimals < 3 {
			decimals++
		}
		return i18n.Number(ctx, v, decimals)
	case time.Time:
		return i18n.Date(ctx, v)
	case plausibility.Side:
		return term(ctx, v.Term, v.Measure)
	}
	return fmt.Sprint(arg)
}

// pow10 is 10 to the power of n, for the few decimals a limit has.
func pow10(n int) float64 { return [...]float64{1, 10, 100, 1000}[n] }
