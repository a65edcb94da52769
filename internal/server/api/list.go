package api

import (
	"net/url"
	"strconv"

	"samsyn/internal/org"
)

// GroupRef says which group an answer is about.
type GroupRef struct {
	Code        string `json:"code" doc:"Gruppens kod i adresser och filer."`
	Name        string `json:"name"`
	ExampleData bool   `json:"example_data" doc:"Siffrorna är påhittade exempel."`
}

func groupRef(g org.Group) GroupRef {
	return GroupRef{Code: g.Code, Name: g.Name, ExampleData: g.ExampleData}
}

// List is a part of a list.
type List[T any] struct {
	Group GroupRef `json:"group"`
	// Masked says that small numbers are hidden from the one who asks.
	Masked bool   `json:"masked" doc:"Små tal är dolda för dig."`
	Total  int    `json:"total" doc:"Hur många rader hela listan har."`
	Next   string `json:"next,omitempty" doc:"Adressen till nästa del. Saknas i den sista."`
	Items  []T    `json:"items" nullable:"false"`
}

// GroupPath is the part of an address that names the group.
type GroupPath struct {
	Group string `path:"group" doc:"Gruppens kod." example:"neonatologi"`
}

// Paging says which part of a list somebody asks for.
type Paging struct {
	Offset int `query:"offset" minimum:"0" maximum:"100000000" default:"0" doc:"Hur många rader som hoppas över."`
	Limit  int `query:"limit" minimum:"1" maximum:"10000" default:"1000" doc:"Hur många rader som kommer på en gång."`
}

// part is the part of the list that is asked for, and the address of the next with the
// other choices kept; "" when it is the last.
func part[T any](p Paging, path string, keep url.Values, all []T) (items []T, next string) {
	from := min(p.Offset, len(all))
	to := min(from+p.Limit, len(all))
	items = append([]T{}, all[from:to]...)
	if to == len(all) {
		return items, ""
	}
	keep.Set("offset", strconv.Itoa(to))
	keep.Set("limit", strconv.Itoa(p.Limit))
	return items, path + "?" + keep.Encode()
}

// groupPath is an address below the group's.
func groupPath(g org.Group, rest string) string {
	return Path + "/groups/" + url.PathEscape(g.Code) + rest
}
