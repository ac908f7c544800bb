"""What a platform let somebody download, as submissions and the people who handed them in."""
