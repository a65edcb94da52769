package i18n

import (
	"context"
	"math"
	"math/big"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// NoValue is what stands where there is no number to write: an en dash.
// Why there is none (missing, not applicable, masked) is the page's to say.
const NoValue = "–"

// minus is the typographic minus sign, U+2212, in every language; CLDR has it
// for Swedish but the hyphen for English.
const minus = "\u2212"

// Number writes v with exactly that many decimals: "77,4" and "4 475,0" in
// Swedish, "77.4" and "4,475.0" in English. Halves round away from zero on the
// shortest decimal that is v, so that 0.145 with two decimals is 0,15. A value
// that rounds to zero has no sign; NaN and the infinities are NoValue.
func Number(ctx context.Context, v float64, decimals int) string {
	return rational(ctx, exact(v), decimals)
}

// Percent writes a fraction as a percentage with a no-break space before the
// sign: Percent(ctx, 0.774, 1) is "77,4 %". English has no space: "77.4%".
// It rounds as Number does.
func Percent(ctx context.Context, fraction float64, decimals int) string {
	ratio := exact(fraction)
	if ratio == nil {
		return NoValue
	}
	text := rational(ctx, ratio.Mul(ratio, big.NewRat(100, 1)), decimals)
	if LanguageOf(ctx) == English {
		return text + "%"
	}
	return text + "\u00a0%"
}

// Integer writes a whole number with its thousands apart: "4 475" with a
// no-break space in Swedish, "4,475" in English. Never use it for a year.
func Integer(ctx context.Context, n int64) string {
	return typographic(printer(ctx).Sprint(number.Decimal(n)))
}

// exact is the shortest decimal that reads back as v, as an exact ratio; nil
// when v is not a number.
func exact(v float64) *big.Rat {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	ratio, _ := new(big.Rat).SetString(strconv.FormatFloat(v, 'g', -1, 64))
	return ratio
}

// rational rounds first and then lets x/text write the rounded number, since
// x/text itself rounds halves to even: 0.125 would be 12 %.
func rational(ctx context.Context, ratio *big.Rat, decimals int) string {
	if ratio == nil {
		return NoValue
	}
	rounded, _ := strconv.ParseFloat(ratio.FloatString(max(decimals, 0)), 64)
	if rounded == 0 {
		rounded = 0 // a negative zero loses its sign
	}
	return typographic(printer(ctx).Sprint(number.Decimal(rounded, number.Scale(max(decimals, 0)))))
}

// printer is x/text's formatter for the language of the context. It is made
// for each number because it may not be used by two goroutines at once.
func printer(ctx context.Context) *message.Printer {
	if LanguageOf(ctx) == English {
		return message.NewPrinter(language.BritishEnglish)
	}
	return message.NewPrinter(language.Swedish)
}

// typographic gives a number the typographic minus sign.
func typographic(text string) string {
	return strings.Replace(text, "-", minus, 1)
}

// DecimalMark is what separates the decimals: a comma in Swedish, a point in
// English. For charts, which write the numbers on their axes themselves.
func DecimalMark(ctx context.Context) string {
	if LanguageOf(ctx) == English {
		return "."
	}
	return ","
}
