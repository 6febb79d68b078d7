// Glue compiles a script in any case; with glue-launch=java the class named by --class runs instead of it.
object TillstreamPlaceholder {
  def main(args: Array[String]): Unit = ()
}
