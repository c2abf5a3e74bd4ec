//! What the server does with a request, apart from HTTP.
