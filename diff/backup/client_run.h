#pragma once

#include "diff/scratch/process.h"
#include "diff/server/connection.h"
#include "diff/server/task.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace schemawright {

/// A client program of PostgreSQL at work: pg_dump, pg_restore. Its command line names the server, never a password: that is in a file of
/// mode 0600, which has no name in any folder and ends with us and the program, however they end. PGPASSFILE names it by its descriptor.
/// PostgreSQL 17 manual, "The Password File"; memfd_create(2).
class ClientRun {
public:
    /// `spec`: as effectiveSpec() completes it; empty: the program connects to no server. `output`: a descriptor for its standard output; -1: none. Errors: Io; Unsupported if the spec
    /// has a secret that cannot be given in such a file.
    [[nodiscard]] static Result<ClientRun> start(const std::filesystem::path& program,
                                                 std::vector<std::string> arguments, const ConnectionSpec& spec,
                                                 int output = -1);
    ClientRun(ClientRun&&) noexcept = default;
    ClientRun& operator=(ClientRun&&) = delete;
    /// Ends the program if it still runs.
    ~ClientRun();

    /// Waits for its end. Errors: Io with the program's first complaint, if it failed or was ended; Cancelled if the token is triggered, after which it
    /// is ended.
    [[nodiscard]] Result<void> finish(const std::stop_token& stop);
    /// Whether it has ended.
    [[nodiscard]] bool ended();

private:
    ClientRun(std::string name, Descriptor errors) : m_name(std::move(name)), m_errors(std::move(errors)) {}
    void end();
    [[nodiscard]] std::string complaint() const;

    std::string m_name; ///< "pg_dump"
    Descriptor m_errors;
    std::unique_ptr<Process> m_process; ///< empty once it has been waited for
};

} // namespace schemawright
