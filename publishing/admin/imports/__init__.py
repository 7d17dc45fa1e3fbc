"""What imports leave at the desk: locked fields, explained headings, and their traces in a record's history."""
