package page

import (
	"errors"
	"net/http"

	"samsyn/internal/fault"
)

// Ending is how a form ends that was to be stored.
type Ending struct {
	Form *Form
	Err  error // what came of storing it
	// To is where it leads when it is stored, and Said what is said there.
	To, Said string
	// Again shows the form once more with its problems; late says that somebody else was
	// first (fault.ErrConflict), and that what is stored now is to stand beside.
	Again func(late bool) error
	// Passed says why nothing can be saved when what the form is about has gone on since it
	// was opened (fault.ErrWrongState). What was typed in the fields of Typed is then shown to
	// be copied, since no form is left to save it in.
	Passed string
	Typed  []Typed
}

// End shows the form again, or what was typed in it, when it was not stored, and else leads
// on.
func End(w http.ResponseWriter, r *http.Request, e Ending) error {
	switch {
	case e.Form.Rejected(e.Err):
		return e.Again(false)
	case errors.Is(e.Err, fault.ErrConflict):
		return e.Again(true)
	case errors.Is(e.Err, fault.ErrWrongState):
		if texts := e.unsaved(); len(texts) > 0 {
			return showUnsaved(w, r, e, texts)
		}
		return e.Err
	case e.Err != nil:
		return e.Err
	}
	return RedirectWith(w, r, e.To, Done(e.Said))
}
