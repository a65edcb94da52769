package document

import (
	"context"
	"errors"
)

// Word makes the page a Word document (Office Open XML). Attachments are left out.
// Errors are as of PDF.
func (p *Press) Word(ctx context.Context, paper Paper) ([]byte, error) {
	if err := p.Missing(Word); err != nil {
		return nil, err
	}
	return p.within(ctx, &paper, func(ctx context.Context, w *workshop) ([]byte, error) {
		return nil, errors.ErrUnsupported
	})
}
