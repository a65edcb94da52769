package results

import "samsyn/internal/analysis"

// LineMethod is how a line over time can be judged, by its name in an address.
type LineMethod struct {
	Code   string
	Method analysis.Method
}

// LineMethods lists the methods in the order they are shown; the first is the one
// without a name.
func LineMethods() []LineMethod {
	return []LineMethod{{"", analysis.RunChart}, {"styrdiagram", analysis.ControlChart}, {"vida", analysis.WideLimits},
		{"mellan", analysis.BetweenEvents}, {"nhs", analysis.XmRChart}}
}

// ParseMethod is the method with the code; false when there is none.
func ParseMethod(code string) (analysis.Method, bool) {
	for _, m := range LineMethods() {
		if m.Code == code {
			return m.Method, true
		}
	}
	return "", false
}

// MethodCode is the method's name in an address. ParseMethod reads it back.
func MethodCode(method analysis.Method) string {
	for _, m := range LineMethods() {
		if m.Method == method {
			return m.Code
		}
	}
	return ""
}
