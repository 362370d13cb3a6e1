#pragma once

#include "diff/kinds/base/statement.h"
#include "diff/prove/routine_check.h"
#include "diff/prove/statement_observer.h"

namespace schemawright {

/// A statement with the facts that the plan claims, and the effects that were observed.
struct ProvedStatement {
    Statement statement;
    Observation seen;
    bool claims = true; ///< false: a hand-written statement, without claims
};

/// The fate of the test rows in a table. Columns have their names in the source.
struct RowFate {
    ObjectKey table;
    std::size_t rows = 0; ///< before
    std::size_t rowsAfterUp = 0;
    std::size_t rowsAfterDown = 0;
    std::vector<std::string> notAfterUp;   ///< columns that do not exist after up
    std::vector<std::string> notAfterDown; ///< columns whose values after down differ from those before
    bool removed = false;                  ///< deleted, because a statement contradicts them
    std::string problem;                   ///< why no rows could be inserted; empty if they could
};

/// The result of a proof.
struct Proof {
    bool proved = false;
    int serverVersion = 0; ///< server_version_num of the scratch server
    std::string serverVersionText;
    int targetVersion = 0;              ///< server_version_num of the server that the plan is for; 0: unknown
    std::vector<std::string> steps;     ///< "up: 12 statements, schema matches"...
    std::size_t trials = 0;             ///< after how many rejected orders of the statements this one was found
    std::string failure;                ///< the difference or PostgreSQL's error, with the statement; empty if proved
    std::vector<std::string> rowReport; ///< the fate of the test rows, a sentence each
    std::vector<RowFate> rows;
    std::vector<RoutineFault> brokenBodies; ///< functions that the up script breaks
    std::vector<ProvedStatement> up;        ///< only the first statements of a very long plan; `steps` says so
    std::vector<ProvedStatement> down;
};

} // namespace schemawright
