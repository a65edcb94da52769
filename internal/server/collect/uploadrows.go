package collect

import (
	"samsyn/internal/app/collect"
	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/quality"
)

// uploadLimits bound what one uploaded file may hold.
var uploadLimits = exchange.Limits{Bytes: collect.MaxFile, Rows: 20_000}

// fileRows are the upload's rows as the use cases take them.
func fileRows(upload exchange.Upload) []collect.FileRow {
	rows := make([]collect.FileRow, len(upload.Rows))
	for n, r := range upload.Rows {
		rows[n] = collect.FileRow{Group: r.Group, Unit: r.Unit, Indicator: r.Indicator, Stratum: r.Stratum, Period: r.Period,
			State: quality.FigureState(r.State), Numerator: r.Numerator, Denominator: r.Denominator, Mean: r.Mean, SD: r.SD, N: r.N,
			Text: r.Text, Yes: yes(r), Reason: r.MissingReason, Comment: r.Comment, Mark: r.Mark, Unreadable: len(r.Problems) > 0}
	}
	return rows
}

// yes is the row's yes or no, which files without a column of its own have among
// the texts.
func yes(r exchange.UploadRow) *bool {
	if r.Yes == "" {
		return nil
	}
	answer := r.Yes == "yes"
	return &answer
}

// columnOf is where a part of a planned row stands in the file.
func columnOf(r collect.PlannedRow, part string) exchange.Column {
	kind := r.Row.Indicator.Kind
	switch {
	case part == "reason":
		return exchange.MissingReason
	case part == "numerator" && kind == quality.Count && r.Numerator == nil:
		return exchange.N
	case part == "denominator" && (kind == quality.Mean || kind == quality.Score):
		return exchange.N
	}
	return exchange.Column(part) // the others have the same name
}

// rowProblems are what is wrong with a row, each at its place in the file.
func rowProblems(up exchange.UploadRow, planned collect.PlannedRow) []exchange.Problem {
	problems := up.Problems
	for _, p := range planned.Wrong {
		problems = append(problems, up.Problem(columnOf(planned, p.Field), p.Code, p.Args...))
	}
	return problems
}

// spoken is a file's problem as words take it: a limit in bytes is told in
// megabytes, and a column by the name it has in the file.
func spoken(p exchange.Problem) fault.Problem {
	switch p.Code {
	case exchange.FileTooLarge:
		return fault.Problem{Code: p.Code, Args: []any{collect.MaxFile >> 20}}
	case exchange.UnknownColumn, exchange.MissingColumn, exchange.DuplicateColumn:
		return fault.Problem{Code: p.Code, Args: []any{p.Column}}
	}
	return fault.Problem{Code: p.Code, Args: p.Args}
}
