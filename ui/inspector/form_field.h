#pragma once

#include "model/kinds/common.h"
#include "ui/basics/text.h"

#include <QStringList>

#include <charconv>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace schemawright {

/// The value of a field as the form shows it: a text, or the rows of a list.
struct FieldValue {
    QString text;
    std::vector<QStringList> rows;
    bool operator==(const FieldValue&) const = default;
};

/// One field of a value, for a form that is independent of kinds.
struct FormField {
    enum class Type { Line, Check, Choice, List };
    QString path; ///< its name, "options.start": members of members after a point
    Type type = Type::Line;
    QStringList choices; ///< of a Choice
    QStringList headers; ///< of a List: its columns
    std::vector<Type> columns;
    FieldValue value;

    /// The same field with another value.
    [[nodiscard]] bool sameShape(const FormField& other) const
    {
        return path == other.path && type == other.type && choices == other.choices && headers == other.headers;
    }
};

/// schema.name, quoted where needed, as text and back.
[[nodiscard]] QString qualifiedText(const QualifiedName& name);
[[nodiscard]] QualifiedName qualifiedFrom(const QString& text);
/// "a, b" and back; names with commas are quoted.
[[nodiscard]] QString listText(const std::vector<std::string>& values);
[[nodiscard]] std::vector<std::string> listFrom(const QString& text);

namespace forms {

const QString yes = QStringLiteral("yes");

/// A vector, or what is derived from one.
template <class T>
concept List = requires(const T& value) { []<class Item>(const std::vector<Item>&) {}(value); };
template <class E>
concept NamedEnum = std::is_enum_v<E> && requires { EnumNames<E>::names; };
template <class T>
concept Number = std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;
template <class T>
concept AnyText = std::is_base_of_v<std::string, T>;
/// The contents of one cell or one line. Privileges have their own editor.
template <class T>
concept Cell = AnyText<T> || std::is_same_v<T, bool> || Number<T> || NamedEnum<T> || std::is_same_v<T, QualifiedName> ||
               std::is_same_v<T, std::vector<std::string>>;

template <Cell T> QString cellText(const T& value)
{
    if constexpr (AnyText<T>)
        return toQt(value);
    else if constexpr (std::is_same_v<T, bool>)
        return value ? yes : QString();
    else if constexpr (Number<T>)
        return QString::number(value);
    else if constexpr (NamedEnum<T>)
        return toQt(EnumNames<T>::names[static_cast<std::size_t>(value)]);
    else if constexpr (std::is_same_v<T, QualifiedName>)
        return qualifiedText(value);
    else
        return listText(value);
}

/// False if the text is not a valid value.
template <Cell T> bool setCell(T& value, const QString& text)
{
    if constexpr (AnyText<T>) {
        value = T(toUtf8(text));
    } else if constexpr (std::is_same_v<T, bool>) {
        value = !text.isEmpty();
    } else if constexpr (Number<T>) {
        const std::string digits = toUtf8(text.trimmed());
        T number{};
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error != std::errc() || end != digits.data() + digits.size())
            return false;
        value = number;
    } else if constexpr (NamedEnum<T>) {
        const auto& names = EnumNames<T>::names;
        const auto found = std::ranges::find(names, std::string_view(toUtf8(text)));
        if (found == names.end())
            return false;
        value = static_cast<T>(found - names.begin());
    } else if constexpr (std::is_same_v<T, QualifiedName>) {
        value = qualifiedFrom(text);
    } else {
        value = listFrom(text);
    }
    return true;
}

template <class T> FormField::Type cellType()
{
    return std::is_same_v<T, bool> ? FormField::Type::Check
           : NamedEnum<T>          ? FormField::Type::Choice
                                   : FormField::Type::Line;
}

/// A list of names or of values with fields.
template <class Item> void describeList(FormField& field, const std::vector<Item>& items)
{
    field.type = FormField::Type::List;
    if constexpr (HasFields<Item>) {
        const Item standard{};
        forEachField(standard, [&]<class M>(std::string_view name, const M&) {
            if constexpr (Cell<M>) {
                field.headers.append(toQt(name));
                field.columns.push_back(cellType<M>());
            }
        });
        for (const Item& item : items) {
            QStringList row;
            forEachField(item, [&]<class M>(std::string_view, const M& member) {
                if constexpr (Cell<M>)
                    row.append(cellText(member));
            });
            field.value.rows.push_back(std::move(row));
        }
    } else {
        field.headers.append(field.path);
        field.columns.push_back(cellType<Item>());
        for (const Item& item : items)
            field.value.rows.push_back({cellText(item)});
    }
}

/// Turns rows into items. Members that a row does not show (a view column's privileges) are kept from the item with the same first cell.
template <class Item> bool setList(std::vector<Item>& items, const std::vector<QStringList>& rows)
{
    std::vector<Item> made;
    bool well = true;
    for (const QStringList& row : rows) {
        Item item{};
        if constexpr (HasFields<Item>) {
            FormField known;
            describeList(known, items);
            for (std::size_t i = 0; i < items.size(); ++i) {
                if (!row.isEmpty() && known.value.rows[i].front() == row.front())
                    item = items[i];
            }
            qsizetype column = 0;
            forEachField(item, [&]<class M>(std::string_view, M& member) {
                if constexpr (Cell<M>) {
                    if (column < row.size())
                        well = setCell(member, row[column]) && well;
                    ++column;
                }
            });
        } else if (!row.isEmpty()) {
            well = setCell(item, row.front()) && well;
        }
        made.push_back(std::move(item));
    }
    if (well)
        items = std::move(made);
    return well;
}

/// Calls visit(path, member) for each field that a form can show, including members of members.
template <HasFields T, class Visitor> void forEachLeaf(T& value, const QString& prefix, Visitor&& visit)
{
    forEachField(value, [&]<class M>(std::string_view name, M& member) {
        using Plain = std::remove_const_t<M>;
        const QString path = prefix + toQt(name);
        if constexpr (Cell<Plain> || List<Plain>)
            visit(path, member);
        else if constexpr (HasFields<Plain>)
            forEachLeaf(member, path + u'.', visit);
    });
}

} // namespace forms

/// The fields of a value from its fields(), except those that `hidden` names.
template <HasFields T> std::vector<FormField> formFields(const T& value, const QStringList& hidden = {})
{
    std::vector<FormField> fields;
    forms::forEachLeaf(value, {}, [&]<class M>(const QString& path, const M& member) {
        if (hidden.contains(path))
            return;
        FormField field;
        field.path = path;
        if constexpr (forms::List<M>) {
            forms::describeList(field, member);
        } else {
            field.type = forms::cellType<M>();
            field.value.text = forms::cellText(member);
            if constexpr (forms::NamedEnum<M>) {
                for (const std::string_view name : EnumNames<M>::names)
                    field.choices.append(toQt(name));
            }
        }
        fields.push_back(std::move(field));
    });
    return fields;
}

/// Writes one field; false if the text is not a valid value.
template <HasFields T> bool setFormField(T& value, const QString& path, const FieldValue& to)
{
    bool well = true;
    forms::forEachLeaf(value, {}, [&]<class M>(const QString& each, M& member) {
        if (each != path)
            return;
        if constexpr (forms::List<M>)
            well = forms::setList(member, to.rows);
        else
            well = forms::setCell(member, to.text);
    });
    return well;
}

} // namespace schemawright
