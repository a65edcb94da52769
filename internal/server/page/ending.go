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
}

// End shows the form again when it was not stored, and else leads on.
func End(w http.ResponseWriter, r *http.Request, e Ending) error {
	switch {
	case e.Form.Rejected(e.Err):
		return e.Again(false)
	case errors.Is(e.Err, fault.ErrConflict):
		return e.Again(true)
	case e.Err != nil:
		return e.Err
	}
	return RedirectWith(w, r, e.To, Done(e.Said))
}
