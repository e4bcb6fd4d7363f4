namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>Letters of other scripts that look like Latin ones (Unicode Technical Standard 39, "confusables").</summary>
internal static class LookAlikes
{
    // Cyrillic, then Greek.
    public const string From = "авсеһіјкмоԛрѕтухуԝАВСЕНІЈКМОРЅТХУαεικνορτυχωΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";
    private const string To = "abcehijkmoqpstuxywABCEHIJKMOPSTXYaeiknoptuxwABEZHIKMNOPTYX";

    public static char? Of(char c) => From.IndexOf(c, StringComparison.Ordinal) is var at and >= 0 ? To[at] : null;
}
