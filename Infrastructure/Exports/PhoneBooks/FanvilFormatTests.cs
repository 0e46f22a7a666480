
    [Fact]
    public void The_layout_is_Yealinks_under_a_root_of_its_own() =>
        Assert.Equal(
            FilesForTests.Write("yealink", Page("""{"phoneNumbers":[{"value":"1","type":"home"}]}""")).Replace("Yealink", "Fanvil", StringComparison.Ordinal),
            FilesForTests.Write("fanvil", Page("""{"phoneNumbers":[{"value":"1","type":"home"}]}""")));
}
