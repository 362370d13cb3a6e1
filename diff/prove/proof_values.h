#pragma once

#include "diff/server/connection.h"
#include "diff/server/task.h"
#include "model/catalog.h"

#include <map>

namespace schemawright {

/// Values for test rows. Those of domains satisfy their checks, and types that are not known (of extensions) get a text that they accept: both
/// are tried on the server.
class ProofValues {
public:
    ProofValues(Connection& connection, const Catalog& catalog, const Task& task)
        : m_connection(connection), m_catalog(catalog), m_task(task)
    {
    }
    /// Like sampleValue(). Empty where no value is found.
    [[nodiscard]] std::string value(const std::string& type, int n);

private:
    [[nodiscard]] bool isAccepted(const std::string& expression);
    [[nodiscard]] const std::vector<std::string>& domainValues(const std::string& type, const ObjectKey& key);
    [[nodiscard]] std::string unknownValue(const std::string& type, int n);

    Connection& m_connection;
    const Catalog& m_catalog;
    const Task& m_task;
    std::map<std::string, std::vector<std::string>> m_domains;
    std::map<std::string, std::string> m_patterns; ///< of types that are not known; {0} is n
};

/// What checks of strings often want, whatever their words are.
[[nodiscard]] const std::vector<std::string>& usualStrings();

/// The text up to its first line break: of messages and statements.
[[nodiscard]] std::string firstLine(const std::string& text);

/// What a failed INSERT's violated check, domain or partition bound is about: where to look for values, and whose they are.
struct Violated {
    std::vector<std::string> columns;
    std::vector<std::string> literals;
};

[[nodiscard]] Violated violatedBy(const Error& error, const Catalog& catalog, const Table& table);

} // namespace schemawright
