"""Django without data: jobs and page components."""
