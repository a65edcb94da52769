package page

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/fault"
)

// ID is the number that the address names, fault.ErrNotFound when it is not one.
func ID(r *http.Request, name string) (int64, error) {
	id, err := strconv.ParseInt(chi.URLParam(r, name), 10, 64)
	if err != nil || id < 1 {
		return 0, fault.ErrNotFound
	}
	return id, nil
}

// Digits writes an id or a version for an address or a field.
func Digits[T ~int | ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }
