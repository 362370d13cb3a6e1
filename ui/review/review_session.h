#pragma once

#include "diff/difference/difference.h"
#include "diff/difference/rename_suggest.h"
#include "diff/kinds/base/reading.h"
#include "diff/plan/plan.h"
#include "diff/prove/proof.h"
#include "ui/background/scratch_host.h"
#include "ui/basics/task_slot.h"
#include "ui/document/document.h"

#include <QObject>

#include <memory>
#include <optional>
#include <set>

namespace schemawright {

/// The state of a review: all differences, the selected ones, their scripts, and the proof.
class ReviewSession : public QObject {
    Q_OBJECT

public:
    ReviewSession(TaskRunner& runner, std::shared_ptr<ScratchHost> scratch, QObject* parent = nullptr);

    /// Compares the reading of a database with the model; everything is selected.
    void start(const Reading& from, const Catalog& to, const std::vector<Rename>& renames);
    /// Whether the plan avoids long locks.
    void setOnline(bool online);
    /// Whether a table whose partition key changes is recreated and its rows are moved. Until clear().
    void setMoveRows(bool moveRows);
    /// Selects changes, and those that they depend on.
    void choose(const std::set<ObjectKey>& keys);
    void clear();

    [[nodiscard]] bool isComparing() const { return m_comparing.isRunning(); }
    [[nodiscard]] bool isProving() const { return m_proving.isRunning(); }
    /// All differences; nullptr before the first comparison.
    [[nodiscard]] const Difference* everything() const { return m_everything ? &*m_everything : nullptr; }
    /// The selected ones.
    [[nodiscard]] const Difference* difference() const { return m_difference ? &*m_difference : nullptr; }
    [[nodiscard]] const std::set<ObjectKey>& chosen() const { return m_chosen; }
    /// Changes that the last selection depended on and that were selected too.
    [[nodiscard]] const std::vector<ObjectKey>& pulledAlong() const { return m_pulled; }
    [[nodiscard]] const std::optional<Proof>& proof() const { return m_proof; }
    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

Q_SIGNALS:
    void changed();
    void proofChanged();

private:
    struct Outcome {
        Difference difference;
        std::set<ObjectKey> chosen;
    };

    /// A proof may put the statements into another order.
    struct Proved {
        Proof proof;
        Difference difference;
    };

    void compare(const std::optional<std::set<ObjectKey>>& chosen);
    void prove();

    TaskRunner& m_runner;
    std::shared_ptr<ScratchHost> m_scratch;
    Catalog m_from;
    Catalog m_to;
    std::vector<Rename> m_renames;
    std::map<ObjectKey, RelationSize> m_sizes;
    PlanOptions m_options;
    std::optional<Difference> m_everything;
    std::optional<Difference> m_difference;
    std::set<ObjectKey> m_chosen;
    std::vector<ObjectKey> m_pulled;
    std::optional<Proof> m_proof;
    std::optional<Error> m_error;
    TaskSlot m_comparing;
    TaskSlot m_proving;
};

} // namespace schemawright
