package account

import (
	"context"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// newAccessView is how a person gets in, on the page of those who care for accounts. What
// is about identity providers is there when there are any.
func (h *Handlers) newAccessView(ctx context.Context, form *page.Form, person org.PersonID, a account.Access) view.AccessView {
	v := view.AccessView{URL: accountURL(person)}
	if a.Sessions > 0 {
		v.Sessions = i18n.N(ctx, "Personen är inloggad i %d webbläsare.", "Personen är inloggad i %d webbläsare.", a.Sessions)
	}
	if len(h.providers) == 0 && a.HSAID == "" {
		return v
	}
	v.HSAID = ui.FieldProps{Name: "hsa_id", Label: i18n.T(ctx, "HSA-id"), Value: typedOr(form, "hsa_id", a.HSAID), Error: form.Error(ctx, "hsa_id"),
		Description: i18n.T(ctx, "Som arbetsgivaren anger det. Med det känns personen igen när den loggar in genom sin arbetsgivare."),
		MaxLength:   account.MaxHSAID, Optional: true, Autocomplete: "off"}
	for _, i := range a.Identities {
		label := i.Issuer
		for _, p := range h.providers {
			if p.Issuer() == i.Issuer {
				label = p.Label()
			}
		}
		v.Identities = append(v.Identities, ui.Definition{Term: label, Text: i18n.T(ctx, "Sedan %s, senast använd %s",
			i18n.LongDate(ctx, i.AddedAt), i18n.LongDate(ctx, i.UsedAt))})
	}
	return v
}
