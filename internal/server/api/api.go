// Package api is the read API at /api/v1: groups, units, measures, figures and the
// analysis of a measure as JSON, for Excel, Power BI, R and other programs. Whoever
// asks shows a key that a person has made, and gets what that person's pages show, by
// the same use cases and with the same masking; nothing can be changed. The OpenAPI
// description is made from the Go types. It must not know SQL, or decide what may be
// seen.
package api

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"samsyn/internal/app/account"
	"samsyn/internal/app/results"
	"samsyn/internal/fault"
	"samsyn/internal/server/page"
)

// Path is where the API is.
const Path = "/api/v1"

// Config is what the API needs from outside.
type Config struct {
	People  *account.Room
	Results *results.Room
	Log     *slog.Logger
	// Now tells the time where the clinics are.
	Now func() time.Time
}

// Handlers answer the API's requests.
type Handlers struct{ Config }

// New gives the handlers.
func New(c Config) *Handlers { return &Handlers{c} }

// Routes adds the API's addresses below Path.
func (h *Handlers) Routes(r chi.Router) {
	r.Route(Path, func(r chi.Router) {
		r.Use(inLanguage, page.Recover(h.fail), middleware.GetHead)
		nothing := func(w http.ResponseWriter, r *http.Request) { h.fail(w, r, fault.ErrNotFound) }
		r.NotFound(nothing)
		r.MethodNotAllowed(nothing)
		described, err := json.Marshal(h.register(r).OpenAPI())
		if err != nil {
			panic(fmt.Errorf("the API's description: %w", err)) // it is made from our own types
		}
		r.Get("/openapi.json", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/openapi+json; charset=utf-8")
			w.Header().Set("Cache-Control", "no-cache")
			_, _ = w.Write(described) // a client that hung up is nobody's error
		})
	})
}

// register makes the operations.
func (h *Handlers) register(r chi.Router) huma.API {
	c := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info:    &huma.Info{Title: "Samsyn", Version: "1", Description: about},
			Servers: []*huma.Server{{URL: Path}},
			Components: &huma.Components{
				Schemas: huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer),
				SecuritySchemes: map[string]*huma.SecurityScheme{keyScheme: {Type: "http", Scheme: "bearer",
					Description: "En nyckel som du skapar under Mitt konto, Nycklar till andra program."}},
			},
			Security: []map[string][]string{{keyScheme: {}}},
		},
		Formats: map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
	}
	c.AllowAdditionalPropertiesByDefault = true // more may be told later
	api := humachi.New(r, c)
	api.UseMiddleware(h.asked)
	h.groups(api)
	h.units(api)
	h.indicators(api)
	h.figures(api)
	h.figuresCSV(api)
	h.analysis(api)
	return api
}

// keyScheme is the name of the way to show a key.
const keyScheme = "nyckel"

// about stands first in the description.
const about = "Läs gruppernas siffror och resultat i andra program. Du får det som dina egna sidor visar, " +
	"med samma skydd för små tal. Noll, saknas (med orsak), ej tillämpligt och dolt är fyra olika lägen i state. " +
	"example_data säger att siffrorna är påhittade."
