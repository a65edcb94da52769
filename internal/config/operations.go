package config

import (
	"fmt"
	"net"
	"time"
)

// Operations is the settings of those who look after the program.
type Operations struct {
	// AdminAddr is a second address, "host:port", for those who look after the program:
	// whether it is well, metrics and profiles. Empty means none. Whoever reaches it can
	// read all it has, so it is for the computer itself or a closed network.
	AdminAddr string `env:"SAMSYN_ADMIN_ADDR"`
	// Log is how the log is written: "text", "json", or "" for text to a terminal and JSON
	// to everything else.
	Log string `env:"SAMSYN_LOG"`
	// StopDelay is how long the program goes on after it was told to stop and says so at
	// /readyz, so that a proxy in front of several has time to turn to another.
	StopDelay time.Duration `env:"SAMSYN_STOP_DELAY" envDefault:"0s"`
}

// longestStopDelay keeps a stop from taking longer than what runs programs waits for it.
const longestStopDelay = time.Minute

// checkOperations says what is wrong with them.
func (c Config) checkOperations(add func(variable, what string)) {
	if host, _, err := net.SplitHostPort(c.AdminAddr); c.AdminAddr != "" && (err != nil || host == "" || !validAddr(c.AdminAddr)) {
		add("SAMSYN_ADMIN_ADDR", fmt.Sprintf("%q är ingen fullständig adress. Skriv den som 127.0.0.1:9090.", c.AdminAddr))
	}
	if c.AdminAddr != "" && c.AdminAddr == c.Addr {
		add("SAMSYN_ADMIN_ADDR", "ska vara en annan adress än SAMSYN_ADDR.")
	}
	if c.Log != "" && c.Log != "text" && c.Log != "json" {
		add("SAMSYN_LOG", fmt.Sprintf("%q finns inte. Välj text eller json.", c.Log))
	}
	if c.StopDelay < 0 || c.StopDelay > longestStopDelay {
		add("SAMSYN_STOP_DELAY", "ska vara mellan 0s och 1m.")
	}
}
