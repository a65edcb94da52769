package open

import (
	"errors"
	"net/mail"

	"samsyn/internal/fault"
)

// checked adds to what is wrong that the address in the field is none; "" is not looked at.
func checked(err error, field, address string) error {
	var v fault.ValidationError
	var invalid *fault.ValidationError
	if errors.As(err, &invalid) {
		v.Problems = append(v.Problems, invalid.Problems...)
	} else if err != nil {
		return err
	}
	if parsed, err := mail.ParseAddress(address); address != "" && (err != nil || parsed.Address != address) {
		v.Add(field, "email_invalid")
	}
	return v.OrNil()
}
