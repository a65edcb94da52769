package testdb

// Sweep removes the folders that killed test processes left.
var Sweep = sweep
