#pragma once

#include <cstddef>
#include <expected>
#include <string>

namespace schemawright {

/// The kind of a failure. Callers branch on it; people read the message.
enum class ErrorCode {
    Usage,              ///< the request is not possible
    NotFound,           ///< a file, project, revision or database does not exist
    Invalid,            ///< a project file cannot be parsed
    Io,                 ///< reading or writing a file failed
    Connection,         ///< the server cannot be reached, or the connection was lost
    Authentication,     ///< the server rejected the user or the password
    Permission,         ///< the role lacks a privilege
    Sql,                ///< PostgreSQL rejected a statement
    ScratchUnavailable, ///< no server programs, or the scratch server could not be started
    Unsupported,        ///< PostgreSQL cannot do this, or the object is not supported
    NeedsRowMove,       ///< only a plan that moves the rows of a table can do this, which the user has not asked for
    NotProved,          ///< the proof found a difference
    Conflict,           ///< another run is active, or the state is not the expected one
    Cancelled,          ///< the user cancelled
    Untrusted,          ///< a project requests something that the user has not trusted
    Internal,           ///< a fault of Schemawright: an exception that no code expected
};

/// A failure as a value: what failed, why, on which statement, and what to do.
struct Error {
    ErrorCode code = ErrorCode::Invalid;
    std::string message;      ///< one sentence, without the hint
    std::string sqlstate;     ///< five characters; empty unless the error is PostgreSQL's
    std::string statement;    ///< the SQL that failed; empty if none
    std::size_t position = 0; ///< 1-based byte in `statement` or in `file`; 0 if unknown
    std::string file;         ///< the file; empty if none
    std::size_t line = 0;     ///< 1-based line in `file`; 0 if unknown
    std::string hint;         ///< what to do next; may be empty

    /// "file:line: message (hint)", the sentence that the command line prints.
    [[nodiscard]] std::string text() const;
};

template <class T> using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string message, std::string hint = {})
{
    Error error;
    error.code = code;
    error.message = std::move(message);
    error.hint = std::move(hint);
    return std::unexpected(std::move(error));
}

} // namespace schemawright
