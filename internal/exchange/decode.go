package exchange

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

var byteOrderMark = []byte{0xEF, 0xBB, 0xBF}

// decode gives the file's text: UTF-16 when a mark says so, which is what Excel
// calls Unicode text. Bytes that are not UTF-8 are Windows-1252,
// which older spreadsheets write; but not in a file that says it is UTF-8, or
// has UTF-8 letters elsewhere: such a file is broken, and reading it as
// Windows-1252 would turn its å into two other letters.
func decode(data []byte) (string, *Problem) {
	if isMarked16(data) {
		return decode16(data)
	}
	rest, marked := bytes.CutPrefix(data, byteOrderMark)
	if at := bytes.IndexByte(rest, 0); at >= 0 { // UTF-16 without a mark, or no text at all
		return "", broken(rest, at)
	}
	at, letters := firstBroken(rest)
	if at < 0 {
		return string(rest), nil
	}
	if marked || letters {
		return "", broken(rest, at)
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(rest)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return "", broken(rest, at)
	}
	return string(text), nil
}

func isMarked16(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0xFF, 0xFE}) || bytes.HasPrefix(data, []byte{0xFE, 0xFF})
}

func decode16(data []byte) (string, *Problem) {
	text, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) || bytes.IndexByte(text, 0) >= 0 {
		return "", &Problem{Code: EncodingBroken}
	}
	return string(text), nil
}

// looksLike16 reports whether the file may be UTF-16 without a mark: of the first
// bytes, nearly all of every other are zero, and none of the rest.
func looksLike16(data []byte) bool {
	var zeros [2]int
	first := data[:min(len(data), 512)]
	for n, b := range first {
		if b == 0 {
			zeros[n%2]++
		}
	}
	return min(zeros[0], zeros[1]) == 0 && max(zeros[0], zeros[1]) > len(first)/3
}

// broken is the problem of a byte that is no part of any letter.
func broken(data []byte, at int) *Problem {
	return &Problem{Line: 1 + bytes.Count(data[:at], []byte("\n")), Code: EncodingBroken}
}

// firstBroken is where UTF-8 breaks, -1 if nowhere, and whether the file has
// any letter that takes several bytes in UTF-8.
func firstBroken(data []byte) (at int, letters bool) {
	at = -1
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 && at < 0 {
			at = i
		}
		letters = letters || size > 1
		i += size
	}
	return at, letters
}

// separator is the one of semicolon, comma and tab that the header has most of.
func separator(text string) rune {
	header, _, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
	best, most := ';', 0
	for _, candidate := range []rune{';', ',', '\t'} {
		if n := strings.Count(header, string(candidate)); n > most {
			best, most = candidate, n
		}
	}
	return best
}
