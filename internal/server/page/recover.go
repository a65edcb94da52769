package page

import (
	"fmt"
	"net/http"
	"runtime/debug"
)

// Recover turns a panic into the answer that fail gives for an error. A handler that
// gave up on purpose (http.ErrAbortHandler) is left to the standard library.
func Recover(fail func(http.ResponseWriter, *http.Request, error)) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			defer func() {
				reason := recover()
				if reason == nil {
					return
				}
				if reason == http.ErrAbortHandler {
					panic(reason)
				}
				fail(w, r, fmt.Errorf("panic: %v\n%s", reason, debug.Stack()))
			}()
			next.ServeHTTP(w, r)
		})
	}
}
