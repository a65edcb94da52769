package importing

// The codes of what can be wrong with a row against what is stored, beside those
// of package exchange and of figures themselves (quality.Indicator.Check).
const (
	UnknownGroup     = "unknown_group"     // arg: how many rows name it
	UnknownUnit      = "unknown_unit"      // arg: how many rows name it
	UnknownIndicator = "unknown_indicator" // arg: how many rows name it
	UnknownStratum   = "unknown_stratum"
	UnknownReason    = "unknown_reason"
	StratumRequired  = "stratum_required"     // the indicator is divided, so a total would count twice
	StratumNotFor    = "stratum_not_expected" // the indicator is not divided
	CodeLetters      = "code_letters"         // arg: how long a code may be
	RegionCodeTaken  = "region_code_taken"    // a healthcare region has the new group's code already
	KindRequired     = "kind_required"        // a new indicator needs its kind
	KindDiffers      = "kind_differs"         // arg: the kind it has
	PeriodLength     = "period_length"        // arg: how many months the indicator's periods have
	PeriodNotEnded   = "period_not_ended"     // arg: its last day
	NotCollected     = "not_collected"        // arg: the year; the group has not chosen the indicator
	NotForUnit       = "not_for_unit"         // the unit does not report the indicator
	UnitInactive     = "unit_inactive"        // the unit did not take part then
	AlreadyApproved  = "already_approved"     // another figure is approved or final
	AwaitsApproval   = "awaits_approval"      // the unit's figures are handed in and being looked at
	RatePerRequired  = "rate_per_required"
)
