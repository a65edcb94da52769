package quality

import (
	"slices"

	"samsyn/internal/fault"
)

// CareMark is a side of good care that a goal can be marked with, as many as fit.
type CareMark string

// The marks. The first six are the dimensions of god vård och omsorg, as the National Board
// of Health and Welfare has them (Socialstyrelsen, Handbok för utveckling av indikatorer –
// för god vård och omsorg, 2017-5-19); in its first wording (SOSFS 2005:12 and Nationella
// indikatorer för god vård, 2009-11-5) the third was patientfokuserad and the last i rimlig
// tid. The others are the watchwords of the Swedish regions' joint system for managing
// knowledge, kunskapsbaserad, jämlik och resurseffektiv vård; two of them are dimensions too.
const (
	KnowledgeBased    CareMark = "knowledge_based"
	SafeCare          CareMark = "safe"
	PersonCentred     CareMark = "person_centred"
	EfficientCare     CareMark = "efficient"
	EqualCare         CareMark = "equal"
	AccessibleCare    CareMark = "accessible"
	ResourceEfficient CareMark = "resource_efficient"
)

// GoodCare lists the six dimensions of good care in the order they are told of.
func GoodCare() []CareMark {
	return []CareMark{KnowledgeBased, SafeCare, PersonCentred, EfficientCare, EqualCare, AccessibleCare}
}

// Watchwords lists the three watchwords in the order they are said.
func Watchwords() []CareMark { return []CareMark{KnowledgeBased, EqualCare, ResourceEfficient} }

// CareMarks lists all marks, each once.
func CareMarks() []CareMark { return append(GoodCare(), ResourceEfficient) }

// checkMarks adds a problem at "marks" for one that there is no such, or that comes twice.
func checkMarks(v *fault.ValidationError, marks []CareMark) {
	for n, m := range marks {
		if !slices.Contains(CareMarks(), m) || slices.Contains(marks[:n], m) {
			v.Add("marks", "unknown_choice")
			return
		}
	}
}
