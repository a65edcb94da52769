package layout

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// Framed is the page with content inside the frame, for code that has the
// content as a value.
func Framed(m Meta, content templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return Page(m).Render(templ.WithChildren(ctx, content), w)
	})
}
