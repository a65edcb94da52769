package words

import (
	"context"
	"strings"

	"samsyn/internal/i18n"
)

var signInMethods = map[string]string{
	"":                  i18n.Mark("Lösenord"),
	"password":          i18n.Mark("Lösenord"),
	"password+code":     i18n.Mark("Lösenord och kod"),
	"password+recovery": i18n.Mark("Lösenord och reservkod"),
	"passkey":           i18n.Mark("Lösennyckel"),
}

// SignInMethod is how somebody signed in, in words; an identity provider by its name.
func SignInMethod(ctx context.Context, method string) string {
	if provider, ok := strings.CutPrefix(method, "oidc:"); ok {
		return provider
	}
	if word, known := signInMethods[method]; known {
		return i18n.T(ctx, word)
	}
	return method
}
