package exchange

import (
	"slices"
	"strconv"
	"strings"
)

// readWorkbook reads the sheet that holds the figures.
func readWorkbook(data []byte, limits Limits) (Upload, error) {
	b, problem := openWorkbook(data)
	if problem == nil {
		problem = b.checkTemplate()
	}
	if problem != nil {
		return unreadable(*problem), nil
	}
	chosen, notes, problem := b.choose()
	if problem != nil {
		return unreadable(*problem), nil
	}
	s := scanner{book: b, sheet: chosen}
	r := newUploadReader(chosen.name, limits)
	upload, err := r.readAll(s.scan())
	if merged := r.merged(s.merged); len(merged) > 0 && len(upload.Problems) == 0 {
		return unreadable(merged...), err
	}
	upload.Notes = append(notes, upload.Notes...)
	return upload, err
}

// checkTemplate refuses a workbook of ours that is too old, or newer than this
// program. Somebody's own workbook has no version.
func (b *workbook) checkTemplate() *Problem {
	for _, s := range b.sheets {
		if s.name != aboutSheet {
			continue
		}
		var text string
		if first := b.head(s, 1); len(first) > 0 && len(first[0].fields) > 1 {
			text = first[0].fields[1]
		}
		version, err := strconv.Atoi(text)
		switch {
		case err != nil || version < OldestTemplate:
			return &Problem{Sheet: aboutSheet, Code: TemplateTooOld, Value: text}
		case version > Template:
			return &Problem{Sheet: aboutSheet, Code: TemplateTooNew, Value: text, Args: []any{version, Template}}
		}
	}
	return nil
}

// head is the first rows of a sheet with anything in them.
func (b *workbook) head(sheet bookSheet, most int) (first []record) {
	s := scanner{book: b, sheet: sheet}
	for rec, problem := range s.scan() {
		if problem != nil {
			break
		}
		rec.fields = slices.Clone(rec.fields)
		if first = append(first, rec); len(first) == most {
			break
		}
	}
	return first
}

// choose finds the sheet to read: the one named as ours, or the first that has the
// names of our columns, or else the first. What is hidden is not read; the reader
// is told of hidden sheets that have figures.
func (b *workbook) choose() (chosen bookSheet, notes []Problem, problem *Problem) {
	var shown, fits, hiding []bookSheet
	for _, s := range b.sheets {
		if s.name == aboutSheet || s.name == listSheet {
			continue
		}
		_, _, wrong := findHeader(s.name, b.head(s, headerDepth))
		switch {
		case s.hidden && len(wrong) == 0:
			hiding = append(hiding, s)
		case s.hidden:
		default:
			shown = append(shown, s)
			if s.name == figureSheet {
				fits = slices.Insert(fits, 0, s)
			} else if len(wrong) == 0 {
				fits = append(fits, s)
			}
		}
	}
	for _, s := range hiding {
		notes = append(notes, Problem{Sheet: s.name, Code: HiddenSheet, Args: []any{s.name}})
	}
	switch {
	case len(fits) > 0:
		return fits[0], notes, nil
	case len(hiding) > 0:
		return chosen, nil, &Problem{Sheet: hiding[0].name, Code: OnlyHiddenSheet, Args: []any{hiding[0].name}}
	case len(shown) == 0:
		return chosen, nil, &Problem{Code: FileEmpty}
	}
	return shown[0], notes, nil
}

// merged lists merged cells among the rows: nobody can know which row they are.
func (r *uploadReader) merged(cells []string) (problems []Problem) {
	for _, cell := range cells {
		_, last, _ := strings.Cut(cell, ":")
		line, err := strconv.Atoi(strings.TrimLeft(last, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
		if err == nil && r.columns != nil && line >= r.header {
			problems = append(problems, Problem{Sheet: r.sheet, Line: line, Code: MergedCells, Cell: cell})
		}
	}
	return problems
}
