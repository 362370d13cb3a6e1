#include "diff/apply/seed.h"

#include "diff/script/script.h"

#include <system_error>

namespace schemawright {

namespace fs = std::filesystem;

Result<void> copyProject(const fs::path& from, const fs::path& to)
{
    std::error_code failed;
    fs::create_directories(to.parent_path(), failed);
    fs::copy(from, to, fs::copy_options::recursive, failed);
    for (fs::recursive_directory_iterator it(to, failed), end; !failed && it != end; it.increment(failed))
        fs::permissions(it->path(), fs::perms::owner_write, fs::perm_options::add, failed);
    if (failed)
        return fail(ErrorCode::Io, "could not copy the project to " + to.string() + ": " + failed.message());
    return {};
}

Result<std::size_t> seedDatabase(Connection& connection, const DatabaseConfig& database, const std::string& environment,
                                 const Task& task)
{
    std::size_t ran = 0;
    for (const std::string& part : {std::string("essential"), environment}) {
        const auto folder = database.folder / "seeds" / part;
        std::error_code failed;
        if ((part == "essential" && environment == part) || !std::filesystem::is_directory(folder, failed))
            continue;
        auto files = readSqlFolder(folder);
        if (!files)
            return std::unexpected(files.error());
        for (const SourceFile& file : *files) {
            auto done = connection.query("BEGIN;\n" + file.text + "\n;COMMIT", task.stop);
            if (!done) {
                (void)connection.query("ROLLBACK");
                Error error = done.error();
                error.file = file.path;
                if (error.position > 7)
                    error.line = lineOf(file.text, error.position - 8);
                return std::unexpected(std::move(error));
            }
            ++ran;
        }
    }
    return ran;
}

} // namespace schemawright
