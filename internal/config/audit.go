package config

// AuditSettings are the log's settings.
type AuditSettings struct {
	// AuditReceipts is a file that a receipt of the log is added to each hour, outside the
	// database; empty means beside the private PostgreSQL, and nowhere with another one.
	AuditReceipts string `env:"SAMSYN_AUDIT_RECEIPTS"`
}
