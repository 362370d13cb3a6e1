#pragma once

#include "diff/revision/revision.h"
#include "diff/workflow/apply_verified.h"
#include "diff/workflow/revise.h"
#include "ui/basics/appearance.h"
#include "ui/basics/sql_view.h"
#include "ui/canvas/canvas_view.h"
#include "ui/review/review_session.h"
#include "ui/workspace/database_link.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;
class QVBoxLayout;

namespace schemawright {

class ApplyView;
class Notice;
class RenameQuestions;
class ScriptView;

/// The differences between the model and a database, on the diagram and as proved SQL, to select, to write as a revision and to apply.
class ReviewPage : public QWidget {
    Q_OBJECT

public:
    ReviewPage(Workspace& workspace, DatabaseLink& link, SqlSyntax& syntax, Appearance& appearance,
               QWidget* parent = nullptr);

    /// Reads the database again and compares.
    void refresh();
    [[nodiscard]] CanvasView& canvas() { return *m_canvas; }
    [[nodiscard]] ReviewSession& session() { return m_session; }

Q_SIGNALS:
    void connectionWanted();
    void saveWanted();
    void logged(const QString& line);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildTop();
    QWidget* buildBottom();
    void compareIfReady();
    void showTargets();
    void showState();
    void showChanges();
    void showCanvas();
    void showProof();
    void showQuestions();
    void showActions();
    void onChecked(QTreeWidgetItem* item);
    void selectChange(const ObjectKey& key);
    void acceptRenames(const std::vector<Rename>& renames);
    /// What was reviewed when the user pressed the button. It is what is written and run, whatever the page shows by then.
    struct Run {
        ApplyRequest request;
        std::optional<ConnectionSpec> spec;
        Target target;
        bool complete = false; ///< all differences are selected
        int selection = 0;     ///< the number of the selection
        int model = 0;         ///< the number of the open model
    };
    [[nodiscard]] Run reviewed() const;
    void createRevision();
    void apply();
    void reviseAndRun(const Run& run);
    void runOnDatabase(const Run& run);
    void applied(const Run& run, const Result<Applied>& outcome);
    /// The revision has been written to a file.
    void take(Run& run, const Revised& revised);
    /// Removes the renames of the run from the model, because the revision and the database have them.
    void dropTakenRenames(const Run& run);
    [[nodiscard]] ReviseRequest reviseRequest(const Run& run) const;
    [[nodiscard]] bool mayApply() const;
    /// The text to type before that; empty if none is needed.
    [[nodiscard]] QString insistence() const;

    Workspace& m_workspace;
    DatabaseLink& m_link;
    Appearance& m_appearance;
    ReviewSession m_session;
    Catalog m_comparedFrom;
    Catalog m_comparedTo;
    std::vector<Rename> m_comparedRenames;
    std::vector<Rename> m_declined; ///< suggestions that the user declined
    bool m_wanted = false;
    bool m_fitted = false;
    bool m_filling = false;
    std::optional<Revision> m_revision; ///< written for the current selection
    int m_selection = 0;                ///< counts the selections that were shown
    int m_model = 0;                    ///< counts the models that were opened
    TaskSlot m_applying;

    QComboBox* m_target;
    QToolButton* m_refresh;
    Notice* m_badge;
    Notice* m_status;
    QPushButton* m_moveRows = nullptr;
    Notice* m_failure;
    RenameQuestions* m_questions;
    QTreeWidget* m_changes;
    Notice* m_pulled;
    CanvasView* m_canvas;
    QStackedWidget* m_right;
    QTabWidget* m_scripts;
    ScriptView* m_up;
    ScriptView* m_down;
    ApplyView* m_apply;
    Notice* m_lost;
    QLineEdit* m_message;
    QLineEdit* m_insist;
    QPushButton* m_create;
    QPushButton* m_applyButton;
};

} // namespace schemawright
