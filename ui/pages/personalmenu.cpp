// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/personalmenu.h"

#include <QInputDialog>
#include <QLocale>
#include <QPointer>

#include "models/marks.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

QString menuText(const QString &text)
{
    return QString(text).replace(u'&', u"&&"_s); // a list's name is no shortcut
}

void addRatings(QMenu &menu, Marks &marks, const Title &title)
{
    const std::optional<double> now = marks.value(MarkKind::Rating, title.id);
    auto *ratings
        = menu.addMenu(now ? PersonalMenu::tr("My rating: %1").arg(QLocale().toString(*now, 'g', 3)) : PersonalMenu::tr("Rate"));
    for (int rating = 10; rating >= 1; --rating) {
        QAction *action = ratings->addAction(
            QLocale().toString(rating), &marks, [&marks, title, rating] { marks.set(MarkKind::Rating, title, double(rating)); });
        action->setCheckable(true);
        action->setChecked(now && *now == double(rating));
    }
    ratings->addSeparator();
    ratings
        ->addAction(PersonalMenu::tr("No rating"), &marks, [&marks, title] { marks.set(MarkKind::Rating, title, std::nullopt); })
        ->setEnabled(now.has_value());
}

void addLists(QMenu &menu, const WindowPorts &ports, const Title &title)
{
    auto *lists = menu.addMenu(PersonalMenu::tr("Add to list"));
    Marks &marks = ports.marks;
    for (const OwnList &list : marks.lists())
        lists->addAction(menuText(list.name), &marks, [&marks, title, id = list.id] { marks.addToList(id, title); });
    if (!marks.lists().empty())
        lists->addSeparator();
    QWidget *window = menu.parentWidget() ? menu.parentWidget()->window() : nullptr;
    lists->addAction(PersonalMenu::tr("New list\u2026"), &marks,
        [&ports, title, window = QPointer(window)] { askForList(ports, title, window); });
}

void askForNote(Marks &marks, const Title &title, QWidget *parent)
{
    marks.note(title.id, [&marks, title, parent = QPointer(parent)](const Result<QString> &note) {
        if (!note)
            return Q_EMIT marks.failed(note.error());
        auto *dialog = new QInputDialog(parent);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setOption(QInputDialog::UsePlainTextEditForTextInput);
        dialog->setWindowTitle(PersonalMenu::tr("Note"));
        dialog->setLabelText(PersonalMenu::tr("Your note. An empty one is taken away."));
        dialog->setTextValue(*note);
        QObject::connect(dialog, &QInputDialog::textValueSelected, &marks,
            [&marks, title](const QString &text) { marks.setNote(title, text); });
        dialog->open();
    });
}

} // namespace

PersonalMenu::PersonalMenu(const WindowPorts &ports, QWidget *parent) : QMenu(parent), m_ports(ports)
{
    connect(this, &QMenu::aboutToShow, this, [this] {
        clear();
        addTo(*this, m_ports, m_title);
    });
}

void PersonalMenu::addTo(QMenu &menu, const WindowPorts &ports, const Title &title)
{
    Marks &marks = ports.marks;
    for (const auto &[kind, text] :
        {std::pair(MarkKind::Watchlist, tr("On the watchlist")), std::pair(MarkKind::Watched, tr("Watched"))}) {
        const bool isSet = marks.isSet(kind, title.id);
        QAction *action = menu.addAction(text, &marks,
            [&marks, title, kind = kind, isSet] { marks.set(kind, title, isSet ? std::nullopt : std::optional(1.0)); });
        action->setCheckable(true);
        action->setChecked(isSet);
    }
    addRatings(menu, marks, title);
    addLists(menu, ports, title);
    QWidget *window = menu.parentWidget() ? menu.parentWidget()->window() : nullptr;
    menu.addAction(tr("Note\u2026"), &marks, [&marks, title, window = QPointer(window)] { askForNote(marks, title, window); });
}

void askForList(const WindowPorts &ports, const std::optional<Title> &title, QWidget *parent)
{
    auto *dialog = new QInputDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(PersonalMenu::tr("New list"));
    dialog->setLabelText(PersonalMenu::tr("Name of the list"));
    QObject::connect(dialog, &QInputDialog::textValueSelected, &ports.marks, [&marks = ports.marks, title](const QString &name) {
        if (!name.trimmed().isEmpty())
            marks.makeList(name, title);
    });
    dialog->open();
}

} // namespace matinee
