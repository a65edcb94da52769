package words

import (
	"maps"

	"samsyn/internal/i18n"
)

// actions are the words for what was done, room by room.
var actions = together(firstActions, moreActions)

// together is one map of several; no key is in two of them.
func together(parts ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, part := range parts {
		maps.Copy(all, part)
	}
	return all
}

// firstActions are those about people, figures and goals.
var firstActions = map[string]string{
	"account.sign_in":      i18n.Mark("Loggade in"),
	"account.first_start":  i18n.Mark("Skapade det första kontot"),
	"account.create":       i18n.Mark("Lade till en person"),
	"account.save":         i18n.Mark("Ändrade en persons uppgifter"),
	"account.give_role":    i18n.Mark("Gav en roll"),
	"account.end_role":     i18n.Mark("Avslutade en roll"),
	"account.leave":        i18n.Mark("Avslutade ett konto"),
	"account.return":       i18n.Mark("Öppnade ett konto igen"),
	"account.new_password": i18n.Mark("Gav ett nytt lösenord"),

	"account.invite":              i18n.Mark("Skickade en inbjudan"),
	"account.invite_link":         i18n.Mark("Gjorde en inbjudan att lämna över"),
	"account.offer_password":      i18n.Mark("Skickade en länk för nytt lösenord"),
	"account.offer_password_link": i18n.Mark("Gjorde en länk för nytt lösenord att lämna över"),
	"account.end_password":        i18n.Mark("Gjorde ett lösenord ogiltigt"),
	"account.ask_invitation":      i18n.Mark("Någon bad om en ny inbjudan"),
	"account.ask_reset":           i18n.Mark("Någon bad om ett nytt lösenord"),
	"account.choose_password":     i18n.Mark("Valde sitt lösenord"),
	"account.reset_password":      i18n.Mark("Valde ett nytt lösenord med en länk"),
	"account.mail_sent":           i18n.Mark("Skickade ett mejl om ett konto"),
	"account.mail_failed":         i18n.Mark("Ett mejl om ett konto gick inte att skicka"),
	"account.mail_cancelled":      i18n.Mark("Ett mejl om ett konto behövdes inte"),
	"account.mail_unsure":         i18n.Mark("Ett mejl om ett konto kom kanske inte fram"),

	"account.take_back_role":  i18n.Mark("Tog tillbaka en roll som inte hade börjat"),
	"account.prolong_role":    i18n.Mark("Lät en roll vara kvar"),
	"account.save_contact":    i18n.Mark("Ändrade hur man når personen"),
	"account.change_password": i18n.Mark("Bytte sitt lösenord"),
	"account.create_calendar": i18n.Mark("Skapade en adress till sin kalender"),
	"account.revoke_calendar": i18n.Mark("Tog bort adressen till sin kalender"),
	"account.create_token":    i18n.Mark("Skapade en nyckel till andra program"),
	"account.revoke_token":    i18n.Mark("Tog bort en nyckel till andra program"),
	"account.use_token":       i18n.Mark("Hämtade uppgifter med ett annat program"),

	"account.end_session":       i18n.Mark("Avslutade en inloggning"),
	"account.end_sessions":      i18n.Mark("Avslutade en persons inloggningar"),
	"account.add_identity":      i18n.Mark("Loggade in genom sin arbetsgivare första gången"),
	"account.refuse_identity":   i18n.Mark("Nekade en inloggning genom arbetsgivaren"),
	"account.forget_identities": i18n.Mark("Glömde vem en person är hos arbetsgivaren"),
	"account.save_hsa_id":       i18n.Mark("Ändrade en persons HSA-id"),

	"group.save_survey":      i18n.Mark("Ändrade hur svarsfrekvensen räknas"),
	"open.open_kind":         i18n.Mark("Öppnade något för dem utanför gruppen"),
	"open.close_kind":        i18n.Mark("Stängde något för dem utanför gruppen"),
	"open.agree_example":     i18n.Mark("Sa ja till att ett gott exempel visas för alla"),
	"open.take_back_example": i18n.Mark("Tog tillbaka enhetens ja till att visa ett exempel"),
	"open.open_example":      i18n.Mark("Öppnade ett gott exempel för alla"),
	"open.close_example":     i18n.Mark("Stängde ett gott exempel för alla"),
	"open.save_statement":    i18n.Mark("Skrev tillgänglighetsredogörelsen"),
	"open.feedback":          i18n.Mark("Lämnade en synpunkt utan att logga in"),
	"open.handle_feedback":   i18n.Mark("Tog hand om en synpunkt utifrån"),
	"patient.comment":        i18n.Mark("Lämnade en synpunkt för patienter och närstående"),
	"patient.read":           i18n.Mark("Läste en synpunkt från patienter och närstående"),
	"patient.answer":         i18n.Mark("Svarade på en synpunkt från patienter och närstående"),

	"figure.save":        i18n.Mark("Ändrade en siffra"),
	"figure.export":      i18n.Mark("Hämtade siffror som fil"),
	"figure.approve":     i18n.Mark("Godkände en siffra"),
	"figure.return":      i18n.Mark("Lämnade tillbaka en siffra"),
	"board.export":       i18n.Mark("Hämtade läget för enheterna som fil"),
	"submission.submit":  i18n.Mark("Lämnade in"),
	"submission.approve": i18n.Mark("Godkände"),

	"submission.acknowledge":    i18n.Mark("Tog del av en inlämning som verksamhetschef"),
	"group.hand_over":           i18n.Mark("Lämnade över som sammanställande"),
	"group.take_back_handover":  i18n.Mark("Tog tillbaka en överlämning"),
	"group.save_agreement":      i18n.Mark("Skrev gruppens överenskommelse"),
	"group.tick_introduction":   i18n.Mark("Bockade av i introduktionen"),
	"group.untick_introduction": i18n.Mark("Tog bort en bock i introduktionen"),
	"submission.return":         i18n.Mark("Lämnade tillbaka"),
	"submission.reopen":         i18n.Mark("Öppnade igen"),
	"submission.finalise":       i18n.Mark("Fastställde"),

	"report.create_package": i18n.Mark("Lade till ett datapaket"),
	"report.save_package":   i18n.Mark("Ändrade ett datapaket"),
	"report.fix_package":    i18n.Mark("Sparade en version av ett datapaket"),

	"goals.create_division": i18n.Mark("Lade till en uppdelning av barnen"),
	"goals.save_division":   i18n.Mark("Ändrade en uppdelning av barnen"),
	"goals.delete_division": i18n.Mark("Tog bort en uppdelning av barnen"),
	"goals.divide_measure":  i18n.Mark("Valde hur ett mått delas upp"),

	"goals.create_goal":             i18n.Mark("Lade till ett mål"),
	"goals.save_goal":               i18n.Mark("Ändrade ett mål"),
	"goals.delete_goal":             i18n.Mark("Tog bort ett mål"),
	"goals.save_target":             i18n.Mark("Bestämde ett målvärde"),
	"goals.delete_target":           i18n.Mark("Tog bort ett målvärde"),
	"goals.create_long_term_goal":   i18n.Mark("Lade till ett långsiktigt mål"),
	"goals.save_long_term_goal":     i18n.Mark("Ändrade ett långsiktigt mål"),
	"goals.create_indicator":        i18n.Mark("Lade till ett mått"),
	"goals.correct_indicator":       i18n.Mark("Rättade ett mått"),
	"goals.add_version":             i18n.Mark("Gav ett mått en ny definition"),
	"goals.choose_process_measures": i18n.Mark("Valde processmått"),

	"goals.create_local_goal":  i18n.Mark("Lade till ett mål för enheten"),
	"goals.save_local_goal":    i18n.Mark("Ändrade ett mål för enheten"),
	"goals.delete_local_goal":  i18n.Mark("Tog bort ett mål för enheten"),
	"goals.create_milestone":   i18n.Mark("Lade till ett delmål på vägen"),
	"goals.save_milestone":     i18n.Mark("Ändrade ett delmål på vägen"),
	"goals.delete_milestone":   i18n.Mark("Tog bort ett delmål på vägen"),
	"goals.create_higher_goal": i18n.Mark("Skrev in ett överordnat mål"),
	"goals.save_higher_goal":   i18n.Mark("Ändrade ett överordnat mål"),
	"goals.delete_higher_goal": i18n.Mark("Tog bort ett överordnat mål"),
	"goals.save_serving":       i18n.Mark("Ändrade vilka överordnade mål ett mål tjänar"),
	"goals.choose_promises":    i18n.Mark("Valde årets patientlöften"),
	"goals.propose":            i18n.Mark("Föreslog ett mål"),
	"goals.save_proposal":      i18n.Mark("Ändrade ett förslag till mål"),
	"goals.withdraw_proposal":  i18n.Mark("Drog tillbaka ett förslag till mål"),
	"goals.choose_proposal":    i18n.Mark("Beslutade att välja ett föreslaget mål"),
	"goals.decline_proposal":   i18n.Mark("Beslutade att inte välja ett föreslaget mål"),
	"goals.take_stand":         i18n.Mark("Tog ställning till ett förslag till mål"),
	"goals.lock_year":          i18n.Mark("Låste årets mål"),
	"goals.open_year":          i18n.Mark("Öppnade årets mål igen"),
	"goals.retire_goal":        i18n.Mark("Beslutade att inte gå vidare med ett mål"),
	"goals.restore_goal":       i18n.Mark("Tog tillbaka att ett mål inte går vidare"),

	"report.ask_file":    i18n.Mark("Lät göra en fil av årsrapporten"),
	"report.fetch_file":  i18n.Mark("Hämtade en fil av årsrapporten"),
	"report.cancel_file": i18n.Mark("Avbröt en fil av årsrapporten"),

	"group.appoint_deputy": i18n.Mark("Utsåg en ersättare"),
	"group.change_deputy":  i18n.Mark("Ändrade en ersättares sista dag"),
	"group.end_deputy":     i18n.Mark("Avslutade en ersättare"),
	"group.remove_deputy":  i18n.Mark("Tog tillbaka en ersättare"),

	"reading.save": i18n.Mark("Skrev hur enheten räknar"),

	"rule.create":  i18n.Mark("Skrev en regel mellan mått"),
	"rule.save":    i18n.Mark("Ändrade en regel mellan mått"),
	"rule.retire":  i18n.Mark("Tog en regel ur bruk"),
	"rule.restore": i18n.Mark("Tog en regel i bruk igen"),

	"group.save_days":          i18n.Mark("Ändrade sista dagar"),
	"group.save_small_numbers": i18n.Mark("Ändrade gränserna för få barn"),
	"group.save_goal_ceiling":  i18n.Mark("Ändrade hur många mål gruppen har som mest"),
	"group.add_reason":         i18n.Mark("Lade till en orsak"),
	"group.reword_reason":      i18n.Mark("Ändrade en orsaks ord"),
	"group.move_reason":        i18n.Mark("Flyttade en orsak"),
	"group.retire_reason":      i18n.Mark("Tog en orsak ur bruk"),
	"group.restore_reason":     i18n.Mark("Tog en orsak i bruk igen"),

	"account.sign_in_braked":     i18n.Mark("För många felaktiga försök att logga in"),
	"account.add_factor":         i18n.Mark("Slog på tvåstegsinloggning"),
	"account.add_passkey":        i18n.Mark("Lade till en lösennyckel"),
	"account.remove_passkey":     i18n.Mark("Tog bort en lösennyckel"),
	"account.remove_factor":      i18n.Mark("Stängde av tvåstegsinloggning"),
	"account.reset_factor":       i18n.Mark("Nollställde tvåstegsinloggning"),
	"account.new_recovery_codes": i18n.Mark("Gjorde nya reservkoder"),

	"account.create_group":      i18n.Mark("Skapade en grupp"),
	"account.save_group":        i18n.Mark("Ändrade en grupp"),
	"group.save_names":          i18n.Mark("Ändrade gruppens namn"),
	"group.add_former_name":     i18n.Mark("Skrev in ett tidigare namn"),
	"group.remove_former_name":  i18n.Mark("Tog bort ett tidigare namn"),
	"group.join_unit":           i18n.Mark("Tog med en enhet i gruppen"),
	"group.add_unit":            i18n.Mark("Lade till en enhet"),
	"group.change_unit":         i18n.Mark("Ändrade vad en enhet lämnar"),
	"group.move_unit":           i18n.Mark("Flyttade en enhet"),
	"group.end_unit":            i18n.Mark("Avslutade en enhet i gruppen"),
	"group.save_collection":     i18n.Mark("Bestämde hur ofta och när siffror lämnas"),
	"group.finish_setup":        i18n.Mark("Avslutade stegen, gruppen är igång"),
	"goals.copy_indicator":      i18n.Mark("Hämtade ett mått"),
	"group.create_mandate":      i18n.Mark("Skrev ett utkast till uppdrag"),
	"group.save_mandate":        i18n.Mark("Ändrade ett utkast till uppdrag"),
	"group.adopt_mandate":       i18n.Mark("Antog en version av uppdraget"),
	"group.delete_mandate":      i18n.Mark("Tog bort ett utkast till uppdrag"),
	"group.acknowledge_mandate": i18n.Mark("Tog del av uppdraget"),
	"group.save_member_limits":  i18n.Mark("Ändrade hur många medlemmar kliniken ska ha"),
	"group.create_task":         i18n.Mark("Lade till en uppgift i årshjulet"),
	"group.save_task":           i18n.Mark("Ändrade en uppgift i årshjulet"),
	"group.settle_task":         i18n.Mark("Avslutade en uppgift i årshjulet"),
	"group.reopen_task":         i18n.Mark("Öppnade en uppgift i årshjulet igen"),
	"group.delete_task":         i18n.Mark("Tog bort en uppgift ur årshjulet"),
	"group.begin_year":          i18n.Mark("Började ett årshjul från mallen"),
	"group.copy_year":           i18n.Mark("Kopierade årshjulet till nästa år"),

	"results.export":        i18n.Mark("Hämtade resultat som fil"),
	"results.add_note":      i18n.Mark("Skrev på en tidslinje"),
	"results.save_note":     i18n.Mark("Ändrade på en tidslinje"),
	"results.delete_note":   i18n.Mark("Tog bort från en tidslinje"),
	"results.decide_line":   i18n.Mark("Bestämde hur en linje över tid bedöms"),
	"results.undo_decision": i18n.Mark("Tog tillbaka ett beslut om en linje över tid"),

	"talk.write":  i18n.Mark("Skrev i ett samtal"),
	"talk.save":   i18n.Mark("Ändrade ett inlägg i ett samtal"),
	"talk.remove": i18n.Mark("Tog bort ett inlägg i ett samtal"),
	"talk.digest": i18n.Mark("Valde om brev om samtal ska komma"),
}
