package reportfile

import (
	"testing"

	"samsyn/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }
