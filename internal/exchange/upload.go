package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"strings"
)

// Upload is a file of figures that somebody has filled in: the workbook, or a
// sheet or CSV file of their own with the same names of columns.
type Upload struct {
	// Rows are all rows, those with problems too, in the file's order.
	Rows []UploadRow
	// Problems are those of the file as a whole.
	Problems []Problem
	// Notes are what whoever reads the rows should know of the file, though it is
	// not wrong.
	Notes []Problem
}

// UploadRow is one row of it.
type UploadRow struct {
	Row
	// Empty says that nothing is filled in: no value, no state, no reason and no
	// comment.
	Empty bool
	// Hidden says that the row is not to be seen in Excel.
	Hidden   bool
	Problems []Problem
}

// record is one line of a file before anything is known about its columns.
type record struct {
	line   int
	fields []string
	hidden bool
	part   float64 // how much of the file has been read with it, 0 to 1
}

// ReadUpload reads an XLSX or CSV file, told from each other by what is in them.
// Whatever is wrong becomes a problem, of the file or of a row; a file never makes
// it fail. The error is the one that Limits.Watch stopped it with.
func ReadUpload(data []byte, limits Limits) (Upload, error) {
	limits = limits.orDefault()
	switch {
	case int64(len(data)) > limits.Bytes:
		return unreadable(Problem{Code: FileTooLarge, Args: []any{limits.Bytes}}), nil
	case len(bytes.TrimSpace(data)) == 0:
		return unreadable(Problem{Code: FileEmpty}), nil
	case bytes.HasPrefix(data, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return unreadable(Problem{Code: compoundFile(data)}), nil
	case bytes.HasPrefix(data, []byte("PK")):
		return readWorkbook(data, limits)
	case isMarked16(data):
	case looksLike16(data):
		return unreadable(Problem{Code: EncodingBroken}), nil
	case bytes.IndexByte(data[:min(len(data), 4096)], 0) >= 0, bytes.HasPrefix(data, []byte("%PDF")):
		return unreadable(Problem{Code: FileKind}), nil
	}
	text, problem := decode(data)
	if problem != nil {
		return unreadable(*problem), nil
	}
	if strings.TrimSpace(text) == "" {
		return unreadable(Problem{Code: FileEmpty}), nil
	}
	return newUploadReader("", limits).readAll(csvRecords(text))
}

func unreadable(problems ...Problem) Upload { return Upload{Problems: problems} }

// compoundFile tells the two kinds of file in Microsoft's older container from each
// other: a workbook with a password names the part that holds it ([MS-OFFCRYPTO]
// 2.3), in two bytes for each letter.
func compoundFile(data []byte) string {
	var name []byte
	for _, letter := range []byte("EncryptedPackage") {
		name = append(name, letter, 0)
	}
	if bytes.Contains(data, name) {
		return FilePassword
	}
	return FileOldExcel
}

// csvRecords gives the lines of a CSV file. The fields belong to the reader.
func csvRecords(text string) iter.Seq2[record, *Problem] {
	return func(yield func(record, *Problem) bool) {
		reader := csv.NewReader(strings.NewReader(text))
		reader.Comma, reader.FieldsPerRecord, reader.ReuseRecord = separator(text), -1, true
		for {
			fields, err := reader.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				problem := quotes(err)
				yield(record{}, &problem)
				return
			}
			line, _ := reader.FieldPos(0)
			if !yield(record{line: line, fields: fields, part: float64(reader.InputOffset()) / float64(len(text))}, nil) {
				return
			}
		}
	}
}
