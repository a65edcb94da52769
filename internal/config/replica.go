package config

// Replica is the settings of a read replica.
type Replica struct {
	// ReadDatabaseURL is a copy of the database at DatabaseURL that PostgreSQL keeps up to
	// date; empty means that there is none. Secret: it may hold a password.
	ReadDatabaseURL string `env:"SAMSYN_READ_DATABASE_URL" secret:"true"`
}

// checkReplica says what is wrong with the settings of the replica.
func (c Config) checkReplica(add func(variable, what string)) {
	if c.ReadDatabaseURL == "" {
		return
	}
	if !validURL(c.ReadDatabaseURL) {
		add("SAMSYN_READ_DATABASE_URL", "adressen går inte att tolka. Skriv den som postgres://namn:lösenord@dator:5432/databas.")
	}
	if c.DatabaseURL == "" {
		add("SAMSYN_READ_DATABASE_URL", "används bara tillsammans med SAMSYN_DATABASE_URL. Ange båda eller ingen.")
	}
}
