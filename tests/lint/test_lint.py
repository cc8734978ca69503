# SPDX-License-Identifier: GPL-3.0-or-later
"""Each check finds what it is there for, and leaves good code alone."""

import contextlib
import io
import shutil
import tempfile
import unittest
from pathlib import Path

import lint
from checks import CHECKS, Tree, room_of
from cpptext import code_only, functions, without_comments

SPDX = "// SPDX-License-Identifier: GPL-3.0-or-later\n"


class TreeCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def tree(self):
        return Tree(self.root, [str(path.relative_to(self.root)) for path in self.root.rglob("*") if path.is_file()])

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def findings(self, check):
        return list(CHECKS[check](self.tree()))

    def assert_finds(self, check, path, line, words):
        found = [(finding.path, finding.line) for finding in self.findings(check) if words in finding.text]
        self.assertIn((path, line), found, self.findings(check))

    def assert_clean(self, check):
        self.assertEqual(self.findings(check), [])


class Layering(TreeCase):
    def test_an_arrow_of_the_table_is_fine(self):
        self.write("models/catalog/title.h", SPDX)
        self.write("models/feed/feed.cpp", '#include "models/catalog/title.h"\n')
        self.write("tests/unit/app/tst_x.cpp", '#include "models/feed/feed.cpp"\n#include "tst_x.moc"\n')
        self.assert_clean("layering")

    def test_an_arrow_against_the_table_is_found(self):
        for here, there in (
            ("models/catalog/a.h", "models/feed/b.h"),
            ("models/feed/a.h", "models/feedmodel.h"),
            ("ui/a.cpp", "cache/sql/b.h"),
            ("ui/a.cpp", "models/sources/b.h"),
            ("ui/theme/a.cpp", "ui/grid/b.h"),
            ("ui/grid/a.cpp", "ui/pages/b.h"),
            ("cache/userdata/a.cpp", "cache/cataloguefile/b.h"),
            ("cache/cataloguefile/a.cpp", "cache/userdata/b.h"),
            ("cache/sql/a.cpp", "models/feedmodel.h"),
            ("models/sources/http/a.cpp", "cache/sql/b.h"),
            ("ui/a.cpp", "app/b.h"),
            ("ui/pages/a.cpp", "ui/detail/b.h"),
            ("ui/detail/a.cpp", "ui/mainwindow.h"),
            ("ui/windowports.h", "ui/theme/b.h"),
        ):
            with self.subTest(here=here, there=there):
                self.write(there, "")
                self.write(here, f'// why\n#include "{there}"\n')
                self.assert_finds("layering", here, 2, "may not include")
                (self.root / here).unlink()
                (self.root / there).unlink()

    def test_a_path_that_is_not_from_the_root_is_found(self):
        self.write("ui/grid/gridview.h", "")
        self.write("ui/grid/gridview.cpp", '#include "gridview.h"\n')
        self.assert_finds("layering", "ui/grid/gridview.cpp", 1, "no file from")

    def test_a_folder_outside_of_all_rooms_is_found(self):
        self.write("misc/thing.cpp", "")
        self.assert_finds("layering", "misc/thing.cpp", 1, "no room")

    def test_an_include_in_a_comment_is_no_include(self):
        self.write("ui/a.cpp", '// #include "cache/sql/b.h"\n/*\n#include "cache/sql/b.h"\n*/\n')
        self.assert_clean("layering")

    def test_the_nearest_room_wins(self):
        self.assertEqual(room_of("models/feed/feed.h"), "models/feed")
        self.assertEqual(room_of("models/feedmodel.h"), "models")
        self.assertEqual(room_of("ui/windowports.h"), "ui/windowports.h")
        self.assertEqual(room_of("models/sources/http/queue.h"), "models/sources")
        self.assertEqual(room_of("tests/unit/feed/tst_feed.cpp"), "tests")
        self.assertIsNone(room_of("main.cpp"))


def body(lines):
    return "{\n" + "    work();\n" * (lines - 2) + "}\n"


class Sizes(TreeCase):
    def test_a_function_at_the_stop_is_fine_and_one_line_more_is_found(self):
        self.write("app/a.cpp", "void fine()\n" + body(59))
        self.assert_clean("sizes")
        self.write("app/a.cpp", "\nvoid Long::run()\n" + body(60))
        self.assert_finds("sizes", "app/a.cpp", 2, "function Long::run of 61 lines")

    def test_a_constructor_has_its_own_stop(self):
        self.write("ui/a.cpp", "Thing::Thing(int a) : m_a{a}, m_b(a)\n" + body(40))
        self.assert_finds("sizes", "ui/a.cpp", 1, "constructor Thing::Thing of 41 lines")
        self.write("ui/a.cpp", "namespace x {\nclass Thing\n{\npublic:\n    explicit Thing(int a)\n" + body(40) + "};\n}\n")
        self.assert_finds("sizes", "ui/a.cpp", 5, "constructor Thing of 41 lines")

    def test_a_lambda_counts_inside_its_function(self):
        self.write("ui/a.cpp", "void outer()\n{\n    const auto f = [] {\n" + "    work();\n" * 60 + "    };\n}\n")
        self.assert_finds("sizes", "ui/a.cpp", 1, "function outer")

    def test_long_files_are_found(self):
        self.write("ui/a.h", "\n" * 151)
        self.write("ui/b.cpp", "\n" * 501)
        self.write("ui/mainwindow.cpp", "\n" * 401)
        self.write("ui/c.cpp", "\n" * 500)
        self.assertEqual([finding.path for finding in self.findings("sizes")], ["ui/a.h", "ui/b.cpp", "ui/mainwindow.cpp"])

    def test_a_table_of_test_rows_may_be_long(self):
        self.write("tests/unit/app/tst_a.cpp", "void TestA::parses_data()\n" + body(90))
        self.assert_clean("sizes")
        self.write("tests/unit/app/tst_a.cpp", "void TestA::parses()\n" + body(90))
        self.assert_finds("sizes", "tests/unit/app/tst_a.cpp", 1, "TestA::parses")


class Scanner(unittest.TestCase):
    def test_brackets_in_literals_and_comments_do_not_count(self):
        text = 'void a()\n{\n    f(u"}"_s, \'}\', u\'{\', R"x({{{)x"); // }\n    /* } */\n    n = 1\'000;\n}\nvoid b() { }\n'
        self.assertEqual([(f.name, f.line, f.lines) for f in functions(text)], [("a", 1, 6), ("b", 7, 1)])

    def test_tables_enums_and_types_are_no_functions(self):
        text = (
            "enum class E { A, B };\nconst QHash<int, int> k{{1, 2}};\nstruct S {\n    int a{1};\n    std::vector<int> b = {1};\n};\n"
            "template <typename T>\nclass alignas(8) C final : public B<T>\n{\npublic:\n    int get() const { return m_a; }\n};\n"
        )
        self.assertEqual([f.name for f in functions(text)], ["get"])

    def test_initialisers_belong_to_their_constructor(self):
        text = "A::A(int x, const S &s = {})\n    : B([] { return 1; }), m_a{x}, m_b{}\n{\n    work();\n}\nint A::operator()(int x) const\n{\n    return x;\n}\n"
        self.assertEqual([(f.name, f.lines, f.is_constructor) for f in functions(text)],
                         [("A::A", 5, True), ("A::operator()", 4, False)])

    def test_directives_and_access_labels_are_not_part_of_a_signature(self):
        text = "class A\n{\npublic:\n#ifdef X\n    void a();\n#endif\npublic:\n    void b()\n    {\n    }\n};\n"
        self.assertEqual([(f.name, f.line, f.lines) for f in functions(text)], [("b", 8, 3)])

    def test_blanking_keeps_every_line_where_it_was(self):
        text = '/* a\nb */ x; // c\nR"(\n)" "s" \'c\'\n'
        for blanked in (code_only(text), without_comments(text)):
            self.assertEqual([len(line) for line in blanked.split("\n")], [len(line) for line in text.split("\n")])


class Forbidden(TreeCase):
    def test_every_forbidden_thing_is_found_in_the_program(self):
        for line in (
            "QEventLoop loop;", "qApp->processEvents();", "future.waitForFinished();", "f(Qt::BlockingQueuedConnection);",
            "QSqlDatabase db;", "reply->ignoreSslErrors();", "QThread::msleep(3);", "std::this_thread::sleep_for(1s);",
            "QPixmap p;", "friend class Test;", "#include <QtWidgets>", "#include <QtCore>", "// " + "TO" + "DO later",
        ):
            with self.subTest(line=line):
                self.write("cache/sql/a.cpp", "int a;\n" + line + "\n")
                self.assertEqual([(f.path, f.line) for f in self.findings("forbidden")], [("cache/sql/a.cpp", 2)])

    def test_tests_may_wait_on_conditions_but_not_on_time(self):
        self.write("tests/unit/app/tst_a.cpp", "QEventLoop loop; f.waitForFinished(); QPixmap p; QTRY_VERIFY(x); spy.wait();\n")
        self.assert_clean("forbidden")
        self.write("tests/unit/app/tst_a.cpp", "QTest::qWait(50);\n")
        self.assert_finds("forbidden", "tests/unit/app/tst_a.cpp", 1, "wait on a condition")
        self.write("tests/unit/app/tst_a.cpp", "std::this_thread::sleep_for(1s);\n")
        self.assert_finds("forbidden", "tests/unit/app/tst_a.cpp", 1, "no sleeping")

    def test_pixmaps_are_fine_where_the_gui_thread_lives(self):
        self.write("ui/grid/a.cpp", "QPixmap p;\n")
        self.write("app/a.cpp", "QPixmap p;\n")
        self.assert_clean("forbidden")

    def test_words_in_comments_literals_and_longer_names_are_fine(self):
        self.write("cache/sql/a.cpp", '// never a QEventLoop\nauto s = u"QSqlDatabase"_s; MyQPixmapless x;\n#include <QtMath>\n')
        self.assert_clean("forbidden")


class Spdx(TreeCase):
    def test_a_file_without_the_licence_is_found(self):
        for path in ("ui/a.cpp", "ui/a.h", "CMakeLists.txt", "x.cmake", "a.py", "a.sh", "a.svg", "a.xml", "m.xml.in"):
            with self.subTest(path=path):
                self.write(path, "\n\n\n" + SPDX)
                self.assert_finds("spdx", path, 1, "missing")
                self.write(path, SPDX)
                self.assert_clean("spdx")

    def test_a_script_without_suffix_is_looked_at(self):
        self.write("dev", "#!/bin/sh\nset -e\n")
        self.assert_finds("spdx", "dev", 1, "missing")

    def test_data_needs_no_comment(self):
        self.write("resources/catalogues/a.json", "{}")
        self.write("README.md", "x")
        self.write("LICENSE", "GNU")
        self.assert_clean("spdx")


class Words(TreeCase):
    def test_vague_class_names_are_found(self):
        for suffix in ("Manager", "Handler", "Helper", "Utils", "Controller", "Service"):
            with self.subTest(suffix=suffix):
                self.write("ui/a.h", f"\nclass Feed{suffix} final\n{{\n}};\n")
                self.assert_finds("words", "ui/a.h", 2, f"Feed{suffix}")

    def test_qt_classes_and_clear_names_are_fine(self):
        self.write("ui/a.h", "class QNetworkAccessManager;\nclass FeedModel;\nenum class Handled { Yes };\nstruct ServiceAge;\n")
        self.assert_clean("words")


class Machine(TreeCase):
    def test_places_of_one_computer_are_found(self):
        for text in ("/ho" "me/ann/x", "cd /wo" "rk/x", "/Us" "ers/ann", "https://py" "pi.org/simple", ".li" "brary/x"):
            with self.subTest(text=text):
                self.write("README.md", "\n" + text + "\n")
                self.assert_finds("machine", "README.md", 2, "one computer")

    def test_ordinary_paths_are_fine(self):
        self.write("a.md", "~/.config/matinee ${HOME}/work/x /usr/share/doc https://archive.org/details/x docs/home/x\n")
        self.assert_clean("machine")


class Options(TreeCase):
    HELP = 'QString commandLineHelp()\n{\n    return uR"(matinee list FEED [--all] [--from-cache]\n)"_s;\n}\n'

    def write_docs(self, text):
        self.write("packaging/linux/matinee.1.in", text.replace("-", "\\-"))
        for shell in ("bash", "zsh", "fish"):
            self.write(f"packaging/linux/completions/matinee.{shell}", text)

    def test_an_option_or_command_nobody_documented_is_found(self):
        self.write("app/commandline.cpp", self.HELP)
        self.write_docs("list --all --from-cache")
        self.assert_clean("options")
        self.write_docs("list --all-of-it --from-cache")
        self.assertEqual(len(self.findings("options")), 4)
        self.write_docs("listing --all --from-cache")
        self.assert_finds("options", "packaging/linux/matinee.1.in", 1, "the command list")

    def test_a_help_text_that_moved_is_found(self):
        self.write("app/commandline.cpp", "int x;\n")
        self.assert_finds("options", "app/commandline.cpp", 1, "no raw string")


class CommandLine(TreeCase):
    def run_lint(self, *arguments):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            try:
                code = lint.main([*arguments, "--root", str(self.root)])
            except SystemExit as stop:
                code = stop.code
        return code, printed.getvalue()

    def test_findings_are_printed_with_their_place_and_fail(self):
        self.write("cache/sql/a.cpp", SPDX + "QEventLoop loop;\n")
        self.assertEqual(self.run_lint("spdx")[0], 0)
        code, printed = self.run_lint("forbidden", "spdx")
        self.assertEqual(code, 1)
        self.assertIn("cache/sql/a.cpp:2: QEventLoop", printed)
        self.assertTrue(printed.endswith("lint: 1 finding\n"), printed)

    def test_an_unknown_check_is_a_usage_error(self):
        self.assertEqual(self.run_lint("colour")[0], 2)
        self.assertEqual(self.run_lint()[0], 2)

    def test_a_missing_compilation_database_is_said(self):
        code, printed = self.run_lint("spdx", "--build", str(self.root / "build"))
        self.assertEqual(code, 0)
        self.assertIn("compile_commands.json is missing", printed)

    @unittest.skipUnless(shutil.which("clang-format"), "clang-format is not installed")
    def test_a_badly_formatted_file_is_found(self):
        self.write(".clang-format", "BasedOnStyle: WebKit\n")
        self.write("app/a.cpp", "int  a;\n")
        code, printed = self.run_lint("format")
        self.assertEqual(code, 1)
        self.assertIn("app/a.cpp:1: not formatted", printed)
        self.write("app/a.cpp", "int a;\n")
        self.assertEqual(self.run_lint("format")[0], 0)

    def test_a_missing_tool_is_skipped_with_its_reason(self):
        found, lint.shutil.which = lint.shutil.which, lambda _name: None
        try:
            code, printed = self.run_lint("format")
        finally:
            lint.shutil.which = found
        self.assertEqual(code, lint.SKIPPED)
        self.assertIn("clang-format is not installed", printed)

    def test_a_changed_header_is_looked_at_through_a_file_that_includes_it(self):
        self.write("ui/a.h", "")
        self.write("ui/a.cpp", '#include "ui/a.h"\n')
        self.write("ui/b.h", "")
        self.write("ui/c.cpp", '#include "ui/b.h"\n')
        compiled = {"ui/a.cpp", "ui/c.cpp"}
        self.assertEqual(lint.tidy_targets(self.tree(), compiled, ["ui/a.h"]), ["ui/a.cpp"])
        self.assertEqual(lint.tidy_targets(self.tree(), compiled, ["ui/b.h", "README.md"]), ["ui/c.cpp"])


if __name__ == "__main__":
    unittest.main()
