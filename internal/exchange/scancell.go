package exchange

import (
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// cell is the cell's text: a number without the noise of floating point, and a date
// as a date, which nobody takes for a number. A formula that nobody has worked out
// is its own text: it must not pass for an empty cell.
func (s *scanner) cell() string {
	value := string(s.value)
	switch s.kind {
	case "s":
		if n, err := strconv.Atoi(value); err == nil && n >= 0 && n < len(s.book.texts) {
			return s.book.texts[n]
		}
		return ""
	case "inlineStr":
		return s.text.take()
	case "str", "e":
		if !s.valued {
			return string(s.formula)
		}
		return value
	case "b":
		if value == "1" {
			return "SANT"
		}
		return "FALSKT"
	case "d":
		day, _, _ := strings.Cut(value, "T")
		return day
	}
	if value == "" {
		return string(s.formula)
	}
	return s.number(value)
}

func (s *scanner) number(text string) string {
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.ContainsAny(text, "xXpP_nN") {
		return text
	}
	if style, err := strconv.Atoi(s.style); err == nil && style >= 0 && style < len(s.book.dates) && s.book.dates[style] {
		if day, err := excelize.ExcelDateToTime(number, s.book.date1904); err == nil {
			return day.Format(time.DateOnly)
		}
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(number, 'g', 15, 64), 64)
	if err != nil {
		return text
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// cellName is a cell's place in its sheet: "G5".
func cellName(letter string, line int) string { return letter + strconv.Itoa(line) }
