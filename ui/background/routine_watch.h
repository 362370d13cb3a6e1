#pragma once

#include "diff/prove/routine_check.h"
#include "ui/background/resolver.h"
#include "ui/background/scratch_host.h"
#include "ui/basics/task_slot.h"
#include "ui/document/document.h"

#include <QTimer>

#include <memory>
#include <vector>

namespace schemawright {

/// Finds functions in the background that would fail when they are called, whenever PostgreSQL has accepted the model and the user does not type.
class RoutineWatch : public QObject {
    Q_OBJECT

public:
    RoutineWatch(Document& document, Resolver& resolver, TaskRunner& runner, std::shared_ptr<ScratchHost> scratch,
                 QObject* parent = nullptr);

    /// The faults of the last checked model.
    [[nodiscard]] const std::vector<RoutineFault>& faults() const { return m_faults; }
    /// The faults of one function; may be empty.
    [[nodiscard]] QString faultOf(const ObjectKey& function) const;

Q_SIGNALS:
    void changed();

private:
    void onState();
    void look();
    void setFaults(std::vector<RoutineFault> faults);

    Document& m_document;
    Resolver& m_resolver;
    TaskRunner& m_runner;
    std::shared_ptr<ScratchHost> m_scratch;
    QTimer m_pause;
    TaskSlot m_looking;
    Catalog m_lookedAt;
    std::vector<RoutineFault> m_faults;
};

} // namespace schemawright
