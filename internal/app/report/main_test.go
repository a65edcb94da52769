package report_test

import (
	"testing"

	"samsyn/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }
