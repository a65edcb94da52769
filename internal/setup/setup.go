// Package setup fills a new installation: the default organisation, library and
// first goals, and on request made-up example figures and accounts. What it
// fills in stands in data files beside it, never in its code. It must not know
// HTTP, the rooms' pages, or anything that happens after the first start.
package setup

import (
	"embed"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"

	"samsyn/internal/org"
)

//go:embed data/*.json data/*.csv
var files embed.FS

// actorName is who the audit says did what this package does.
const actorName = "samsyn serve"

// command is the actor of what this package does: nobody's account.
func command() org.Actor { return org.Actor{Person: org.Person{Name: actorName}} }

// readJSON reads one of the data files; a field that is not known is an error,
// so that a misspelt one is found.
func readJSON[T any](name string) (T, error) {
	var content T
	raw, err := files.ReadFile("data/" + name)
	if err != nil {
		return content, err
	}
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&content); err != nil {
		return content, fmt.Errorf("%s: %w", name, err)
	}
	return content, nil
}

// readCSV reads one of the data files, each row by its column names.
func readCSV(name string) ([]map[string]string, error) {
	file, err := files.Open("data/" + name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for n, column := range lines[0] {
			row[column] = line[n]
		}
		rows = append(rows, row)
	}
	return rows, nil
}
