using CsCheck;
using OpsWorker.Pipeline.Rules.Matching;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Rules.Matching;

/// <summary>Texts that Alertmanager's UTF-8 parser accepts and refuses, a row for each.</summary>
public sealed class MatcherParserTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("{}", "")]
    [InlineData("{ }", "")]
    [InlineData("{foo=bar}", "foo=bar")]
    [InlineData("{foo=bar,}", "foo=bar")]
    [InlineData("foo=bar", "foo=bar")]
    [InlineData("foo=bar,", "foo=bar")]
    [InlineData("foo=bar , ", "foo=bar")]
    [InlineData(" foo = bar ", "foo=bar")]
    [InlineData("\tfoo\n=\r\nbar", "foo=bar")]
    [InlineData("foo!=bar", "foo!=bar")]
    [InlineData("{foo!=bar}", "foo!=bar")]
    [InlineData("foo=~[a-z]+", "foo=~[a-z]+")]
    [InlineData("foo!~[a-z]+", "foo!~[a-z]+")]
    [InlineData("foo=~bar.*", "foo=~bar.*")]
    [InlineData("foo=~(a|b)", "foo=~(a|b)")]
    [InlineData("foo=~^a$", "foo=~^a$")]
    [InlineData("foo=~a?b+c*", "foo=~a?b+c*")]
    [InlineData("{\"foo\"=\"bar\"}", "foo=bar")]
    [InlineData("\"foo\"=\"bar\"", "foo=bar")]
    [InlineData("\"foo\"=\"bar\",", "foo=bar")]
    [InlineData("foo=\"\"", "foo=")]
    [InlineData("\"\"=\"\"", "=")]
    [InlineData("\"\"=bar", "=bar")]
    [InlineData("foo=\" \"", "foo= ")]
    [InlineData("foo=\"a b\"", "foo=a b")]
    [InlineData("\"a b\"=c", "a b=c")]
    [InlineData("foo=\"a,b\"", "foo=a,b")]
    [InlineData("foo=\"{}\"", "foo={}")]
    [InlineData("foo=\"a=b\"", "foo=a=b")]
    [InlineData("foo=\"!~\"", "foo=!~")]
    [InlineData("foo=\"it's\"", "foo=it's")]
    [InlineData("foo=\"`\"", "foo=`")]
    [InlineData("foo=\"\\\"bar\\\"\"", "foo=\"bar\"")]
    [InlineData("foo=\"bar\\\\\"", "foo=bar\\")]
    [InlineData("foo=\"\\\\\\\\\"", "foo=\\\\")]
    [InlineData("foo=\"bar\\n\"", "foo=bar\n")]
    [InlineData("foo=\"bar\\t\"", "foo=bar\t")]
    [InlineData("foo=\"\\a\\b\\f\\r\\v\"", "foo=\a\b\f\r\v")]
    [InlineData("foo=\"\\x41\"", "foo=A")]
    [InlineData("foo=\"\\101\"", "foo=A")]
    [InlineData("foo=\"\\u00e9\"", "foo=é")]
    [InlineData("foo=\"\\U0001f642\"", "foo=🙂")]
    [InlineData("foo=\"\\xf0\\x9f\\x99\\x82\"", "foo=🙂")]
    [InlineData("foo=\"\\303\\251\"", "foo=é")]
    [InlineData("foo=🙂", "foo=🙂")]
    [InlineData("🙂=foo", "🙂=foo")]
    [InlineData("foo=🙂bar", "foo=🙂bar")]
    [InlineData("größe=groß", "größe=groß")]
    [InlineData("标签=值", "标签=值")]
    [InlineData("name-with-dashes=bar", "name-with-dashes=bar")]
    [InlineData("app.kubernetes.io/name=shop", "app.kubernetes.io/name=shop")]
    [InlineData("a:b=c:d", "a:b=c:d")]
    [InlineData("0=1", "0=1")]
    [InlineData("foo=1.5", "foo=1.5")]
    [InlineData("foo=-1", "foo=-1")]
    [InlineData("foo=a/b", "foo=a/b")]
    [InlineData("foo=a@b", "foo=a@b")]
    [InlineData("foo=a|b", "foo=a|b")]
    [InlineData("foo=#a", "foo=#a")]
    [InlineData("foo=[a]", "foo=[a]")]
    [InlineData("foo=:bar", "foo=:bar")]
    [InlineData("{foo=bar,bar!=baz}", "foo=bar bar!=baz")]
    [InlineData("foo=bar,bar!=baz", "foo=bar bar!=baz")]
    [InlineData("{foo=\"bar\",bar!=\"baz\"}", "foo=bar bar!=baz")]
    [InlineData("{foo = \"bar\", dings != \"bums\", }", "foo=bar dings!=bums")]
    [InlineData("{foo=\"bar\",baz!~\".*quux\", derp=\"wat\"}", "foo=bar baz!~.*quux derp=wat")]
    [InlineData("foo=bar,foo=bar", "foo=bar foo=bar")]
    [InlineData("contains_quote != \"\\\"\" , contains_comma !~ \"foo,bar\" , ", "contains_quote!=\" contains_comma!~foo,bar")]
    [InlineData("statuscode=~\"5..\"", "statuscode=~5..")]
    [InlineData("{quote=\"She said: \\\"Hi, ladies!\\\"\"}", "quote=She said: \"Hi, ladies!\"")]
    [InlineData("foo=~\"\"", "foo=~")]
    public void These_are_matchers(string text, string expected) =>
        string.Join(' ', MatcherParser.Parse(text).Select(Write)).ShouldBe(expected);

    [Theory]
    [InlineData(",", "Column 1: unexpected ,; the name of a label was expected.")]
    [InlineData("{,}", "Column 2: unexpected ,; the name of a label was expected.")]
    [InlineData("foo=bar,,", "Column 9: unexpected ,; the name of a label was expected.")]
    [InlineData("{", "Column 2: the brace is not closed.")]
    [InlineData("}", "Column 1: there is no opening brace for this one.")]
    [InlineData("foo=bar}", "Column 8: there is no opening brace for this one.")]
    [InlineData("{foo=bar", "Column 9: the brace is not closed.")]
    [InlineData("{foo=bar,", "Column 10: the brace is not closed.")]
    [InlineData("{foo=bar}}", "Column 10: unexpected }; the end was expected.")]
    [InlineData("{foo=bar},", "Column 10: unexpected ,; the end was expected.")]
    [InlineData("{foo=bar}b", "Column 10: unexpected b; the end was expected.")]
    [InlineData("{{foo=bar}}", "Column 2: unexpected {; the name of a label was expected.")]
    [InlineData("foo={bar}", "Column 5: unexpected {; a value was expected.")]
    [InlineData("foo", "Column 4: unexpected the end; =, !=, =~ or !~ was expected.")]
    [InlineData("{foo}", "Column 5: unexpected }; =, !=, =~ or !~ was expected.")]
    [InlineData("foo bar", "Column 5: unexpected bar; =, !=, =~ or !~ was expected.")]
    [InlineData("foo,bar", "Column 4: unexpected ,; =, !=, =~ or !~ was expected.")]
    [InlineData("=bar", "Column 1: unexpected =; the name of a label was expected.")]
    [InlineData("=", "Column 1: unexpected =; the name of a label was expected.")]
    [InlineData("foo=", "Column 5: unexpected the end; a value was expected.")]
    [InlineData("{foo=}", "Column 6: unexpected }; a value was expected.")]
    [InlineData("{foo=,bar=baz}", "Column 6: unexpected ,; a value was expected.")]
    [InlineData("foo==bar", "Column 5: unexpected =; a value was expected.")]
    [InlineData("foo=!bar", "Column 6: \"b\" after \"!\"; \"=\" or \"~\" was expected.")]
    [InlineData("foo!bar", "Column 5: \"b\" after \"!\"; \"=\" or \"~\" was expected.")]
    [InlineData("foo!", "Column 5: the end after \"!\"; \"=\" or \"~\" was expected.")]
    [InlineData("foo=~~a", "Column 6: \"~\" has to stand in quotation marks.")]
    [InlineData("foo~bar", "Column 4: \"~\" has to stand in quotation marks.")]
    [InlineData("foo=bar baz", "Column 9: unexpected baz; a comma or the end was expected.")]
    [InlineData("foo=bar;bar=baz", "Column 12: unexpected =; a comma or the end was expected.")]
    [InlineData("foo=bar=baz", "Column 8: unexpected =; a comma or the end was expected.")]
    [InlineData("foo=:\"bar\"", "Column 6: unexpected \"bar\"; a comma or the end was expected.")]
    [InlineData("foo=\"a\"\"b\"", "Column 8: unexpected \"b\"; a comma or the end was expected.")]
    [InlineData("foo='bar'", "Column 5: \"'\" has to stand in quotation marks.")]
    [InlineData("foo=`bar`", "Column 5: \"`\" has to stand in quotation marks.")]
    [InlineData("foo=bar\\n", "Column 8: \"\\\" has to stand in quotation marks.")]
    [InlineData("foo=\\d", "Column 5: \"\\\" has to stand in quotation marks.")]
    [InlineData("foo=\"bar", "Column 5: the quotation mark is not closed.")]
    [InlineData("foo=\"bar\\\"", "Column 5: the quotation mark is not closed.")]
    [InlineData("\"foo=bar", "Column 1: the quotation mark is not closed.")]
    [InlineData("foo=bar\"", "Column 8: the quotation mark is not closed.")]
    [InlineData("foo=\"bar\\w\"", "Column 5: an escape or a character in the quotation marks is not valid.")]
    [InlineData("foo=\"\\'\"", "Column 5: an escape or a character in the quotation marks is not valid.")]
    [InlineData("foo=\"\\xf0\\x9f\"", "Column 5: an escape or a character in the quotation marks is not valid.")]
    [InlineData("foo=\"\\xzz\"", "Column 5: an escape or a character in the quotation marks is not valid.")]
    [InlineData("foo=\"\\x4\"", "Column 5: an escape or a character in the quotation marks is not valid.")]
    [InlineData("foo=\"\\ud83d\"", "Column 5: an escape or a character in the quotation marks is not valid.")]
    [InlineData("foo=\"\\U00110000\"", "Column 5: an escape or a character in the quotation marks is not valid.")]
    [InlineData("foo=\"\\400\"", "Column 5: an escape or a character in the quotation marks is not valid.")]
    [InlineData("foo=\"\\12\"", "Column 5: an escape or a character in the quotation marks is not valid.")]
    [InlineData("foo=\"a\nb\"", "Column 5: an escape or a character in the quotation marks is not valid.")]
    [InlineData("\"{foo=\\\"bar\"}", "Column 13: unexpected }; =, !=, =~ or !~ was expected.")]
    [InlineData("\"foo=\\\"bar\"", "Column 12: unexpected the end; =, !=, =~ or !~ was expected.")]
    [InlineData("🙂", "Column 2: unexpected the end; =, !=, =~ or !~ was expected.")]
    public void These_are_refused_with_the_column(string text, string error) =>
        Should.Throw<MatcherException>(() => MatcherParser.Parse(text)).Message.ShouldBe(error);

    [Theory]
    [InlineData("foo=~\"invalid[regexp\"")]
    [InlineData("foo=~\"(\"")]
    [InlineData("foo=~\"*\"")]
    [InlineData("foo=~\"(?=a)\"")]
    [InlineData("foo=~\"(?<!a)b\"")]
    [InlineData("foo=~\"(?<=a)b\"")]
    [InlineData("foo=~\"(a)\\\\1\"")]
    [InlineData("foo=~\"(?>a)\"")]
    [InlineData("foo=~\"\\\\k<a>\"")]
    [InlineData("foo=~\"a{1001}\"")]
    [InlineData("foo!~\"\\\\\"")]
    [InlineData("foo=~\"(?x)a\"")]
    public void A_regular_expression_that_RE2_does_not_know_is_refused(string text) =>
        Should.Throw<MatcherException>(() => MatcherParser.Parse(text)).Message.ShouldStartWith("Column 6: ");

    [Theory]
    [InlineData("foo=bar", "bar", true)]
    [InlineData("foo=bar", "Bar", false)]
    [InlineData("foo=bar", "", false)]
    [InlineData("foo=\"\"", "", true)]
    [InlineData("foo!=bar", "", true)]
    [InlineData("foo!=\"\"", "", false)]
    [InlineData("foo=~ba", "bar", false)]
    [InlineData("foo=~ba.", "bar", true)]
    [InlineData("foo=~a|b", "b", true)]
    [InlineData("foo=~a|b", "ab", false)]
    [InlineData("foo=~.*", "", true)]
    [InlineData("foo=~.+", "", false)]
    [InlineData("foo!~.+", "", true)]
    [InlineData("foo!~a|b", "c", true)]
    [InlineData("foo=~\"(?i)BAR\"", "bar", true)]
    [InlineData("foo=~\"a.b\"", "a\nb", false)]
    [InlineData("foo=~\"(?s)a.b\"", "a\nb", true)]
    [InlineData("foo=~bar", "bar\n", false)]
    [InlineData("foo=~bar$", "bar\n", false)]
    [InlineData("foo=~\"\\\\d+\"", "42", true)]
    [InlineData("foo=~\"\\\\d+\"", "٤٢", false)]
    [InlineData("foo=~\"\\\\w+\"", "groß", false)]
    [InlineData("foo=~\"[[:alpha:]]+\"", "abc", true)]
    [InlineData("foo=~\"[[:alpha:]]+\"", "ab1", false)]
    [InlineData("foo=~\"[^\\\\d]+\"", "abc", true)]
    [InlineData("foo=~\"[\\\\D]+\"", "a1", false)]
    [InlineData("foo=~\"[\\\\W]+\"", "--", true)]
    [InlineData("foo=~\"[]a]+\"", "]a", true)]
    [InlineData("foo=~\"[a-c-[b]+\"", "[b-", true)]
    [InlineData("foo=~\"(?P<x>a)b\"", "ab", true)]
    [InlineData("foo=~\"(?<x>a)b\"", "ab", true)]
    [InlineData("foo=~\"\\\\Qa.b\\\\E\"", "a.b", true)]
    [InlineData("foo=~\"\\\\Qa.b\\\\E\"", "axb", false)]
    [InlineData("foo=~\"\\\\x{1f642}\"", "🙂", true)]
    [InlineData("foo=~\"\\\\pL+\"", "größe", true)]
    [InlineData("foo=~\"\\\\p{Lu}\"", "Ä", true)]
    [InlineData("foo=~\"a{2,3}\"", "aaa", true)]
    [InlineData("foo=~\"a{2,3}\"", "a", false)]
    [InlineData("foo=~\"a{,3}\"", "a{,3}", true)]
    [InlineData("foo=~\"\\\\.\"", ".", true)]
    [InlineData("foo=~\"5..\"", "503", true)]
    public void A_matcher_decides_by_the_whole_value(string text, string value, bool expected) =>
        MatcherParser.Parse(text).ShouldHaveSingleItem().IsMatch(value).ShouldBe(expected);

    [Fact]
    public void A_text_beyond_the_limits_is_refused()
    {
        Should.Throw<MatcherException>(() => MatcherParser.Parse(new string('a', MatcherParser.MaxLength + 1)));
        var tooMany = string.Join(',', Enumerable.Repeat("a=b", MatcherParser.MaxMatchers + 1));
        Should.Throw<MatcherException>(() => MatcherParser.Parse(tooMany));
        Should.Throw<MatcherException>(() => MatcherParser.Parse($"a=~{new string('b', 1_001)}"));
    }

    [Fact]
    public void An_expression_that_would_backtrack_for_ever_is_decided_at_once()
    {
        var matcher = MatcherParser.Parse("foo=~\"(a+)+b\"").ShouldHaveSingleItem();

        matcher.IsMatch(new string('a', 100_000)).ShouldBeFalse();
    }

    [Fact]
    public void A_matcher_is_read_again_as_it_is_written() =>
        Gen.Select(Gen.String.Where(IsUnicode), Gen.Bool, Gen.String.Where(IsUnicode)).Holds(drawn =>
        {
            var (name, isEqual, value) = drawn;
            var type = isEqual ? MatcherType.Equal : MatcherType.NotEqual;
            var read = MatcherParser.Parse(new Matcher(name, type, value).ToString()).ShouldHaveSingleItem();
            (read.Name, read.Type, read.Value).ShouldBe((name, type, value));
        });

    [Fact]
    public void Whatever_is_written_is_read_or_refused_and_nothing_else() =>
        Gen.OneOf(Gen.String, Gen.String["{}=!~\",\\ab[(*?P<>)]dQE\n"]).Holds(text =>
        {
            try
            {
                MatcherParser.Parse(text).ShouldNotBeNull();
            }
            catch (MatcherException e)
            {
                e.Message.ShouldNotBeEmpty();
            }
        });

    private static bool IsUnicode(string text) => !text.Any(char.IsSurrogate);

    private static string Write(Matcher matcher)
    {
        var sign = matcher.Type switch
        {
            MatcherType.Equal => "=",
            MatcherType.NotEqual => "!=",
            MatcherType.Matches => "=~",
            _ => "!~",
        };
        return matcher.Name + sign + matcher.Value;
    }
}
