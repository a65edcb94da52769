package account

import (
	"context"
	"encoding/json"
	"time"

	"samsyn/internal/app/account"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/templates/ui"
)

// halfTime is how long the second step may take after the first.
const halfTime = 10 * time.Minute

// half is somebody whose password was right and who has not shown a code yet. It is kept in
// the session, where it opens nothing.
type half struct {
	Person      org.PersonID
	Fingerprint string
	At          time.Time
	// Method is the first step; "" for a password.
	Method account.Method
}

// rememberHalf keeps in the session whose password was right, under a new token. Whoever
// was signed in there before is not any more.
func (h *Handlers) rememberHalf(ctx context.Context, who account.SignedIn, after after) error {
	if err := h.sessions.RenewToken(ctx); err != nil {
		return err
	}
	text, err := json.Marshal(half{who.Person, who.Fingerprint, page.VisitorIn(ctx).Now, who.Method})
	if err != nil {
		return err
	}
	for _, key := range []string{PersonKey, FingerprintKey, MethodKey, SetUpKey} {
		h.sessions.Remove(ctx, key)
	}
	h.sessions.Put(ctx, HalfKey, string(text))
	h.keepAfter(ctx, after)
	return nil
}

// halfIn is whose password was right within the last ten minutes; false for nobody.
func (h *Handlers) halfIn(ctx context.Context) (account.SignedIn, bool) {
	var kept half
	if json.Unmarshal([]byte(h.sessions.GetString(ctx, HalfKey)), &kept) != nil || page.VisitorIn(ctx).Now.Sub(kept.At) > halfTime {
		return account.SignedIn{}, false
	}
	return account.SignedIn{Person: kept.Person, Fingerprint: kept.Fingerprint, Method: kept.Method, Next: account.EnterCode}, true
}

// after is where somebody was going before signing in, and what was sent there (keep.go).
type after struct {
	Return         string
	KeptPath, Kept string
}

// afterIn is what the sign-in form carries.
func afterIn(form *page.Form) after {
	return after{Return: localPath(form.Value("return")), KeptPath: form.Value(keptPath), Kept: form.Value(kept)}
}

// fields carry what was sent through another form.
func (a after) fields() []ui.Hidden {
	return []ui.Hidden{{Name: keptPath, Value: a.KeptPath}, {Name: kept, Value: a.Kept}}
}

// keepAfter keeps it in the session until all steps are done.
func (h *Handlers) keepAfter(ctx context.Context, a after) {
	if text, err := json.Marshal(a); err == nil {
		h.sessions.Put(ctx, AfterKey, string(text))
	}
}

// after is what keepAfter has kept; nothing for nothing.
func (h *Handlers) after(ctx context.Context) after {
	var a after
	_ = json.Unmarshal([]byte(h.sessions.GetString(ctx, AfterKey)), &a) // nothing kept leaves it empty
	return a
}
