<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>schemawright::DiagramTab</name>
    <message numerus="yes">
        <source>Paste %n tables</source>
        <translation>
            <numerusform>Paste %n table</numerusform>
            <numerusform>Paste %n tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n tables to the diagram</source>
        <translation>
            <numerusform>Add %n table to the diagram</numerusform>
            <numerusform>Add %n tables to the diagram</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n tables</source>
        <translation>
            <numerusform>Move %n table</numerusform>
            <numerusform>Move %n tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n objects</source>
        <translation>
            <numerusform>Delete %n object</numerusform>
            <numerusform>Delete %n objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>schemawright::DiagramTabs</name>
    <message numerus="yes">
        <source>%n tables</source>
        <translation>
            <numerusform>%n table</numerusform>
            <numerusform>%n tables</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>schemawright::MainWindow</name>
    <message numerus="yes">
        <source>Opened %1: %n objects</source>
        <translation>
            <numerusform>Opened %1: %n object</numerusform>
            <numerusform>Opened %1: %n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n objects</source>
        <translation>
            <numerusform>Delete %n object</numerusform>
            <numerusform>Delete %n objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>schemawright::MultiForm</name>
    <message numerus="yes">
        <source>Change the type of %n columns</source>
        <translation>
            <numerusform>Change the type of %n column</numerusform>
            <numerusform>Change the type of %n columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Set %n columns NOT NULL</source>
        <translation>
            <numerusform>Set %n column NOT NULL</numerusform>
            <numerusform>Set %n columns NOT NULL</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Allow null in %n columns</source>
        <translation>
            <numerusform>Allow null in %n column</numerusform>
            <numerusform>Allow null in %n columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change the default of %n columns</source>
        <translation>
            <numerusform>Change the default of %n column</numerusform>
            <numerusform>Change the default of %n columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change the owner of %n objects</source>
        <translation>
            <numerusform>Change the owner of %n object</numerusform>
            <numerusform>Change the owner of %n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Comment on %n objects</source>
        <translation>
            <numerusform>Comment on %n object</numerusform>
            <numerusform>Comment on %n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change row security of %n tables</source>
        <translation>
            <numerusform>Change row security of %n table</numerusform>
            <numerusform>Change row security of %n tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change persistence of %n tables</source>
        <translation>
            <numerusform>Change persistence of %n table</numerusform>
            <numerusform>Change persistence of %n tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n columns</source>
        <translation>
            <numerusform>%n column</numerusform>
            <numerusform>%n columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tables</source>
        <translation>
            <numerusform>%n table</numerusform>
            <numerusform>%n tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n objects</source>
        <translation>
            <numerusform>%n object</numerusform>
            <numerusform>%n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n objects to schema %1</source>
        <translation>
            <numerusform>Move %n object to schema %1</numerusform>
            <numerusform>Move %n objects to schema %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>schemawright::OutsideQuestions</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n objects updated from the database</source>
        <translation>
            <numerusform>%n object updated from the database</numerusform>
            <numerusform>%n objects updated from the database</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>schemawright::ProblemsPanel</name>
    <message numerus="yes">
        <source>%n errors</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n suggestions</source>
        <translation>
            <numerusform>%n suggestion</numerusform>
            <numerusform>%n suggestions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Repair %n problems</source>
        <translation>
            <numerusform>Repair %n problem</numerusform>
            <numerusform>Repair %n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>schemawright::RenameQuestions</name>
    <message numerus="yes">
        <source>%n suspected renames: until they are answered, the old objects are dropped</source>
        <translation>
            <numerusform>%n suspected rename: until it is answered, the old object is dropped</numerusform>
            <numerusform>%n suspected renames: until they are answered, the old objects are dropped</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>schemawright::ReviewPage</name>
    <message numerus="yes">
        <source>Mark %n objects as renamed</source>
        <translation>
            <numerusform>Mark %n object as renamed</numerusform>
            <numerusform>Mark %n objects as renamed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Applied, but %n objects in the database differ from the selected changes.</source>
        <translation>
            <numerusform>Applied, but %n object in the database differs from the selected changes.</numerusform>
            <numerusform>Applied, but %n objects in the database differ from the selected changes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changes</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>schemawright::StatusLine</name>
    <message numerus="yes">
        <source>%n changes not in the database</source>
        <translation>
            <numerusform>%n change not in the database</numerusform>
            <numerusform>%n changes not in the database</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changes since the last revision</source>
        <translation>
            <numerusform>%n change since the last revision</numerusform>
            <numerusform>%n changes since the last revision</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>schemawright::TabDrops</name>
    <message numerus="yes">
        <source>%n tables</source>
        <translation>
            <numerusform>%n table</numerusform>
            <numerusform>%n tables</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>schemawright::TableForm</name>
    <message numerus="yes">
        <source>Remove %n columns</source>
        <translation>
            <numerusform>Remove %n column</numerusform>
            <numerusform>Remove %n columns</numerusform>
        </translation>
    </message>
</context>
</TS>
